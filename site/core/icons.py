"""Our own small set of line icons, drawn on 24 by 24; they inherit the colour of the text."""

SHAPES = {
    "archive": '<path d="M3.5 5h17v4h-17zM5 9v10.5h14V9M10 13h4"/>',
    "bell": '<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4"/>',
    "book": (
        '<path d="M12 6.5C10 5 7 4.5 3.5 5v13.5c3.5-.5 6.5 0 8.5 1.5 2-1.5 5-2 8.5-1.5V5C17 4.5 14 5 12 '
        '6.5zM12 6.5V20"/>'
    ),
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
    "chart": '<path d="M4 20.5h16M7 17v-6M12 17V5M17 17v-9"/>',
    "check": '<path d="M4.5 12.5l5 5 10-11"/>',
    "chevron-down": '<path d="M5 9l7 7 7-7"/>',
    "chevron-left": '<path d="M15 5l-7 7 7 7"/>',
    "chevron-right": '<path d="M9 5l7 7-7 7"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "download": '<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>',
    "ear": '<path d="M7 10a5 5 0 0 1 10 0c0 4-4 4.5-4 8a2.5 2.5 0 0 1-5 .5M10 10a2 2 0 0 1 4 0"/>',
    "external": '<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "home": '<path d="M4 11l8-7 8 7M6 9.5V20h12V9.5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.1"/>',
    "letter": '<rect x="3" y="5.5" width="18" height="13.5" rx="2"/><path d="M3.5 7l8.5 6.5L20.5 7"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "people": (
        '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.8a3.5 3.5 0 0 1 0 '
        '6.4M18 14.5c2.3.7 3.5 2.6 3.5 5.5"/>'
    ),
    "phone": (
        '<path d="M6.5 3.5l3 5-2 2c1 2.5 3 4.5 5.5 5.5l2-2 5 3c-.5 2.5-2 4-4 3.5C9.5 19 5 14.5 3 8c-.5-2 1-4 '
        '3.5-4.5z"/>'
    ),
    "picture": (
        '<rect x="3.5" y="5" width="17" height="14" rx="2"/><circle cx="8.5" cy="9.5" r="1.5"/><path d="M4 '
        '17l5-5 3.5 3.5L16 12l4.5 4.5"/>'
    ),
    "pin": '<path d="M12 21s7-6.1 7-11.5A7 7 0 0 0 5 9.5C5 14.9 12 21 12 21z"/><circle cx="12" cy="9.5" r="2.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>',
    "repeat": '<path d="M4 11V9a3 3 0 0 1 3-3h12M16 3l3 3-3 3M20 13v2a3 3 0 0 1-3 3H5M8 21l-3-3 3-3"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "speech": '<path d="M4 5h16v11H10l-4 4v-4H4z"/>',
    "star": '<path d="M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z"/>',
    "step-free": '<circle cx="11" cy="4.5" r="1.5"/><path d="M11 8v6h5l2.5 5M9 11.2A5 5 0 1 0 15 17.5M11 10.5h4"/>',
    "tag": '<path d="M4 4h8l9 9-8 8-9-9z"/><circle cx="8.5" cy="8.5" r="1.3"/>',
    "warning": '<path d="M12 4l9 16H3zM12 10v5M12 17.5v.1"/>',
}

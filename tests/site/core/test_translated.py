from places.models import Topic


def test_translated_text_reads_the_same_before_and_after_it_is_saved():
    topic = Topic(slug="music", name={"en": "Music", "el": "Μουσική"})
    assert topic.name.in_language("el") == "Μουσική"
    topic.name = {"en": "Sound"}
    assert str(topic) == "Sound"

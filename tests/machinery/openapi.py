"""Judges an answer by the schema that describes it, not with the eyes of the library that wrote both."""

from datetime import datetime

TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}


def faults(value, schema, schemas, where="answer"):
    """What is not as the schema has it. Knows the words of JSON Schema our description uses, and refuses others."""
    if "$ref" in schema:
        return faults(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, where)
    if "anyOf" in schema:
        return [] if any(not faults(value, each, schemas) for each in schema["anyOf"]) else [f"{where}: {value!r}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is none of {schema['enum']}"]
    if schema["type"] == "null":
        return [] if value is None else [f"{where}: {value!r} is not null"]
    if not isinstance(value, TYPES[schema["type"]]):
        return [f"{where}: {value!r} is no {schema['type']}"]
    found = []
    if schema.get("format") == "date-time" and datetime.fromisoformat(value).tzinfo is None:
        found.append(f"{where}: {value!r} has no offset")
    if schema["type"] == "object":
        missing = set(schema.get("required", [])) - set(value)
        extra = set(value) - set(schema["properties"])
        found += [f"{where}: {sorted(missing | extra)} missing or too much"] if missing | extra else []
        for name in set(value) & set(schema["properties"]):
            found += faults(value[name], schema["properties"][name], schemas, f"{where}.{name}")
    for number, each in enumerate(value if schema["type"] == "array" else []):
        found += faults(each, schema["items"], schemas, f"{where}[{number}]")
    return found

"""Whether a request is one that a published description of a service allows.

Reads OpenAPI 3.0 and 3.1 and Swagger 2.0: the path and its parts, the method, query, headers, media
type and body. Stricter than the description in one thing: a field or a query that is not in it is a
fault, since the service would ignore or refuse what we took pains to send.
"""

import json
import pathlib
import re
import urllib.parse

import jsonschema
import referencing
import referencing.jsonschema

HERE = "urn:contract"


def without_nullable(node):
    """`nullable` of OpenAPI 3.0 as JSON Schema says it."""
    if isinstance(node, list):
        return [without_nullable(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: without_nullable(value) for key, value in node.items()}
    if made.pop("nullable", None) is True:
        if isinstance(made.get("type"), str):
            made["type"] = [made["type"], "null"]
        if "enum" in made and None not in made["enum"]:
            made["enum"] = made["enum"] + [None]
    return made


class Contract:
    def __init__(self, file, prefix=""):
        document = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        self.is_31 = document.get("openapi", "").startswith("3.1")
        self.is_swagger = "swagger" in document
        self.document = document if self.is_31 else without_nullable(document)
        self.prefix = prefix
        if self.is_31:
            specification = referencing.jsonschema.DRAFT202012
            self.validator = jsonschema.Draft202012Validator
        else:
            specification = referencing.jsonschema.DRAFT4
            self.validator = jsonschema.Draft4Validator
        resource = referencing.Resource(contents=self.document, specification=specification)
        self.registry = referencing.Registry().with_resource(HERE, resource)

    def faults(self, method, path, query, headers, body):
        """What is wrong with a request: sentences, none if it fits."""
        if not path.startswith(self.prefix):
            return [f"{path} does not begin with {self.prefix}"]
        found = self.find(path[len(self.prefix):])
        if found is None:
            return [f"the description has no path {path}"]
        template, parts = found
        item = self.document["paths"][template]
        operation = item.get(method.lower())
        if operation is None:
            return [f"{method} is not a method of {template}"]
        named = {name.lower(): value for name, value in headers}
        pairs = urllib.parse.parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
        parameters = [
            self.resolved(parameter)
            for parameter in item.get("parameters", []) + operation.get("parameters", [])]
        faults = []
        faults += self.check_values("path", parameters, [[n, v] for n, v in parts.items()])
        faults += self.check_values("query", parameters, pairs)
        faults += self.check_headers(parameters, named)
        media = named.get("content-type", "").split(";")[0].strip().lower()
        if self.is_swagger:
            faults += self.check_swagger_body(operation, parameters, media, body)
        else:
            faults += self.check_body(operation, media, body)
        return faults

    def find(self, path):
        """The template of a path, the one with most fixed text first, and the values in it."""
        for template in sorted(self.document["paths"], key=lambda one: one.count("{")):
            pattern = "".join(
                f"(?P<{piece[1:-1]}>[^/]+)" if piece.startswith("{") else re.escape(piece)
                for piece in re.split(r"({\w+})", template))
            if match := re.fullmatch(pattern, path):
                return template, {
                    name: urllib.parse.unquote(value) for name, value in match.groupdict().items()}
        return None

    def resolved(self, node):
        while "$ref" in node:
            name = node["$ref"].removeprefix("#/")
            node = self.document
            for key in name.split("/"):
                node = node[key.replace("~1", "/").replace("~0", "~")]
        return node

    def check_values(self, place, parameters, pairs):
        """Path, query or form: each value against its parameter."""
        known = {one["name"]: one for one in parameters if one["in"] == place}
        faults = [
            f"{place}: {name} is not a parameter" for name in {name for name, _ in pairs} - set(known)]
        for name, parameter in known.items():
            values = [value for given, value in pairs if given == name]
            if values:
                schema = parameter if self.is_swagger else parameter.get("schema", {})
                faults += self.check_text(f"{place}: {name}", schema, values)
            elif parameter.get("required"):
                faults.append(f"{place}: {name} is missing")
        return faults

    def check_headers(self, parameters, named):
        return [
            f"header: {one['name']} is missing" for one in parameters
            if one["in"] == "header" and one.get("required") and one["name"].lower() not in named]

    def check_text(self, name, schema, values):
        """A value that travels as text, read by the type of its schema."""
        schema = self.resolved(schema)
        kind = schema.get("type", "string")
        kinds = kind if isinstance(kind, list) else [kind]
        if "array" in kinds:
            items = self.resolved(schema.get("items", {}))
            if len(values) == 1 and schema.get("collectionFormat", "") in ("", "csv"):
                values = values[0].split(",")
            return [fault for value in values for fault in self.check_text(name, items, [value])]
        if len(values) > 1:
            return [f"{name} is given {len(values)} times"]
        value = values[0]
        try:
            if "integer" in kinds:
                value = int(value)
            elif "number" in kinds:
                value = float(value)
            elif "boolean" in kinds:
                value = {"true": True, "false": False}[value.lower()]
            elif "object" in kinds or not isinstance(kind, (str, list)):
                value = json.loads(value)
        except (ValueError, KeyError):
            return [f"{name}: {value!r} is not of type {kind}"]
        # `required: true` of a parameter in Swagger 2.0 is not the `required` of a schema.
        rules = {key: rule for key, rule in schema.items() if key != "required" or isinstance(rule, list)}
        return self.check_schema(name, rules, value)

    def check_schema(self, name, schema, value):
        validator = self.validator(schema, registry=self.registry)
        return [
            f"{name}{''.join(f'[{step!r}]' for step in error.absolute_path)}: {error.message[:500]}"
            for error in validator.iter_errors(value)]

    def check_body(self, operation, media, body):
        wanted = operation.get("requestBody")
        if wanted is None:
            return ["body: none is expected"] if body else []
        wanted = self.resolved(wanted)
        if not body and not media:
            return ["body: it is missing"] if wanted.get("required") else []
        if media not in wanted["content"]:
            return [f"body: {media or 'no media type'} is not one of {', '.join(wanted['content'])}"]
        schema = wanted["content"][media].get("schema", {})
        if media == "application/json":
            return self.check_json(schema, body)
        if media == "application/x-www-form-urlencoded":
            return self.check_form(self.resolved(schema), body)
        return []

    def check_json(self, schema, body):
        try:
            value = json.loads(body)
        except ValueError as error:
            return [f"body: not JSON: {error}"]
        return self.check_schema("body", self.strict(schema), value)

    def strict(self, schema):
        """With references that lead into the description, and no field that is not in it."""
        if "$ref" in schema:
            schema = {**schema, "$ref": HERE + schema["$ref"]}
        else:
            schema = json.loads(
                json.dumps(schema).replace('"$ref": "#/', f'"$ref": "{HERE}#/'))
        return {**schema, "unevaluatedProperties": False} if self.is_31 else schema

    def check_form(self, schema, body):
        try:
            pairs = urllib.parse.parse_qsl(
                body.decode(), keep_blank_values=True, strict_parsing=bool(body))
        except ValueError as error:
            return [f"body: not a form: {error}"]
        required = schema.get("required", [])
        fields = [
            {"name": name, "in": "form", "schema": field, "required": name in required}
            for name, field in schema.get("properties", {}).items()]
        return self.check_values("form", fields, pairs)

    def check_swagger_body(self, operation, parameters, media, body):
        expected = [one for one in parameters if one["in"] == "body"]
        if expected:
            if not body:
                return ["body: it is missing"] if expected[0].get("required") else []
            consumed = operation.get("consumes", self.document.get("consumes", ["application/json"]))
            if media not in consumed:
                return [f"body: {media or 'no media type'} is not one of {', '.join(consumed)}"]
            return self.check_json(expected[0]["schema"], body)
        if any(one["in"] == "formData" for one in parameters):
            if body and media != "application/x-www-form-urlencoded":
                return [f"body: {media or 'no media type'} is not a form"]
            pairs = urllib.parse.parse_qsl(body.decode(), keep_blank_values=True)
            return self.check_values("formData", parameters, pairs)
        return ["body: none is expected"] if body else []

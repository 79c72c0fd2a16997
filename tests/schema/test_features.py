"""One definition: Arrow, Hugging Face and JSON schemas agree with the dataclass and with each other."""

import dataclasses
import json

import jsonschema
import pyarrow as pa

from benchmarks.data import Dataset
from emocfg.schema import Sample
from emocfg.schema.features import arrow_schema, from_row, hf_schema, json_schema, to_row


def test_the_schemas_name_the_same_fields_in_the_same_order() -> None:
    fields = [field.name for field in dataclasses.fields(Sample)]
    assert arrow_schema(Sample).names == fields
    assert list(json_schema(Sample)["properties"]) == fields
    assert hf_schema(Sample).remove_metadata() == arrow_schema(Sample)
    features = json.loads(hf_schema(Sample).metadata[b"huggingface"])["info"]["features"]
    assert list(features) == fields


def test_every_field_is_documented() -> None:
    for field in dataclasses.fields(Sample):
        assert f"        {field.name}: " in (Sample.__doc__ or "")


def test_rows_survive_arrow_and_json(data: Dataset) -> None:
    samples = list(data.samples("test"))[:200]
    table = pa.Table.from_pylist([to_row(sample) for sample in samples], schema=arrow_schema(Sample))
    assert [from_row(Sample, row) for row in table.to_pylist()] == samples
    for sample in samples:
        row = json.loads(json.dumps(to_row(sample)))
        jsonschema.validate(row, json_schema(Sample))
        assert from_row(Sample, row) == sample

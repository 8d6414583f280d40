"""Repairs the LAC model's graph as it is loaded: its GRUs are told where each sentence of a padded batch ends.

The exported graph takes `length` and uses it nowhere, so that in a padded batch the backward pass of a short sentence
starts on padding. ONNX has the input for this (`sequence_lens` of GRU, int32); only the wire is missing. The few bytes are
changed in the protobuf wire format itself, which spares the package `onnx` at run time.
See the field numbers of ModelProto, GraphProto, NodeProto and AttributeProto in onnx.proto3.
"""

from collections.abc import Iterator

MODEL_GRAPH, GRAPH_NODE = 7, 1
NODE_INPUT, NODE_OUTPUT, NODE_OPERATOR, NODE_ATTRIBUTE = 1, 2, 4, 5
SEQUENCE_LENS = 4
"""Which input of a GRU holds the lengths."""
VARINT, BYTES = 0, 2
INT = 2
"""AttributeProto.type of an integer."""
LENGTHS = b"length_int32"


def with_lengths(model: bytes) -> bytes:
    """The model with `length` wired into every GRU. Raises ValueError where no GRU leaves that input open."""
    wired = 0
    out: list[bytes] = []
    for number, whole, content in _fields(memoryview(model)):
        if number == MODEL_GRAPH:
            graph, wired = _wired_graph(content)
            out.append(_field(MODEL_GRAPH, graph))
        else:
            out.append(bytes(whole))
    if not wired:
        raise ValueError("no GRU with an open sequence_lens in this model")
    return b"".join(out)


def _wired_graph(graph: memoryview) -> tuple[bytes, int]:
    out: list[bytes | memoryview] = [_field(GRAPH_NODE, _cast())]
    wired = 0
    for number, whole, content in _fields(graph):
        if number == GRAPH_NODE and (node := _wired_node(content)) is not None:
            out.append(_field(GRAPH_NODE, node))
            wired += 1
        else:
            out.append(whole)
    return b"".join(out), wired


def _wired_node(node: memoryview) -> bytes | None:
    """The node with its open `sequence_lens` filled; None where there is nothing to fill."""
    fields = list(_fields(node))
    if not any(number == NODE_OPERATOR and bytes(content) == b"GRU" for number, _, content in fields):
        return None
    inputs = [i for i, (number, _, _) in enumerate(fields) if number == NODE_INPUT]
    if len(inputs) <= SEQUENCE_LENS or len(fields[inputs[SEQUENCE_LENS]][2]):
        return None
    return b"".join(_field(NODE_INPUT, LENGTHS) if i == inputs[SEQUENCE_LENS] else whole for i, (_, whole, _) in enumerate(fields))


def _cast() -> bytes:
    """A node Cast(length) → int32 (ONNX type 6)."""
    to = _field(1, b"to") + _encoded(3 << 3 | VARINT) + _encoded(6) + _encoded(20 << 3 | VARINT) + _encoded(INT)
    return _field(NODE_INPUT, b"length") + _field(NODE_OUTPUT, LENGTHS) + _field(NODE_OPERATOR, b"Cast") + _field(NODE_ATTRIBUTE, to)


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview, memoryview]]:
    """Each field of a protobuf message: its number, the field whole, and its content."""
    at = 0
    while at < len(message):
        begin = at
        key, at = _varint(message, at)
        match key & 7:
            case 0:
                content = at
                _, at = _varint(message, at)
            case 1:
                content, at = at, at + 8
            case 2:
                length, content = _varint(message, at)
                at = content + length
            case 5:
                content, at = at, at + 4
            case wire:
                raise ValueError(f"wire type {wire} at byte {begin} is not protobuf")
        yield key >> 3, message[begin:at], message[content:at]


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _field(number: int, content: bytes) -> bytes:
    return _encoded(number << 3 | BYTES) + _encoded(len(content)) + content


def _encoded(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)

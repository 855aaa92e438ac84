namespace FaceRek.Core.Faces.Models;

/// <summary>One field of a protobuf message (protobuf.dev, encoding): its number, and where it and its content lie.</summary>
/// <param name="Whole">With the tag, as it can be copied.</param>
/// <param name="Content">Of a text or message, without tag and length; empty for numbers.</param>
/// <param name="Value">Of a varint; 0 for everything else.</param>
internal readonly record struct ProtobufField(
    int Number,
    ReadOnlyMemory<byte> Whole,
    ReadOnlyMemory<byte> Content,
    ulong Value
)
{
    /// <exception cref="InvalidDataException">These bytes are no message.</exception>
    public static IEnumerable<ProtobufField> Of(ReadOnlyMemory<byte> message)
    {
        for (var rest = message; !rest.IsEmpty; )
        {
            var field = Next(rest);
            yield return field;
            rest = rest[field.Whole.Length..];
        }
    }

    public static byte[] Write(int number, ReadOnlySpan<byte> content)
    {
        var head = new List<byte>();
        WriteVarint(((ulong)number << 3) | 2, head);
        WriteVarint((ulong)content.Length, head);
        return [.. head, .. content];
    }

    private static ProtobufField Next(ReadOnlyMemory<byte> rest)
    {
        var at = 0;
        var tag = Varint(rest.Span, ref at);
        var (number, type) = ((int)(tag >> 3), tag & 7);
        var start = at;
        ulong value = 0;
        switch (type)
        {
            case 0:
                value = Varint(rest.Span, ref at);
                break;
            case 1:
                at += sizeof(ulong);
                break;
            case 5:
                at += sizeof(uint);
                break;
            case 2:
                var length = Varint(rest.Span, ref at);
                start = at;
                at = length <= (ulong)(rest.Length - at) ? at + (int)length : throw new InvalidDataException();
                break;
            default:
                throw new InvalidDataException();
        }
        if (at > rest.Length)
        {
            throw new InvalidDataException();
        }
        return new(number, rest[..at], type == 2 ? rest[start..at] : default, value);
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
        throw new InvalidDataException();
    }

    private static void WriteVarint(ulong value, List<byte> to)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to.Add((byte)(value | 0x80));
        }
        to.Add((byte)value);
    }
}

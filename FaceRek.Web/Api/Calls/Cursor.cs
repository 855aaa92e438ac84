using System.Buffers.Binary;
using System.Buffers.Text;

namespace FaceRek.Web.Api.Calls;

/// <summary>A place in a list: an instant and an id. Callers hand it back as they got it.</summary>
public readonly record struct Cursor(DateTimeOffset At, Guid Id)
{
    private const byte Version = 1;
    private const int Length = 1 + 8 + 16;

    /// <summary>Just before whatever happened at <paramref name="at"/>.</summary>
    public static Cursor Before(DateTimeOffset at) => new(at, Guid.Empty);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], At.UtcTicks);
        Id.TryWriteBytes(bytes[9..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, out Cursor cursor)
    {
        cursor = default;
        if (text.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.IsValid(text))
        {
            return false;
        }
        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
        if (bytes[0] != Version)
        {
            return false;
        }
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }
        cursor = new Cursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[9..], bigEndian: true));
        return true;
    }
}

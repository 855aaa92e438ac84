using System.Buffers.Binary;
using System.Buffers.Text;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>The size and start of one page of a list.</summary>
internal static class Paging
{
    public const int Usual = 50,
        MaxCount = 200;

    /// <summary>
    /// Changes of this moment may not be committed yet: they are listed only when they are this old, or a reader could
    /// miss one.
    /// </summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <returns>The error, or null and where the list continues.</returns>
    public static ApiProblem? Read(int? limit, string? text, out int size, out Cursor? cursor)
    {
        (size, cursor) = (limit ?? Usual, null);
        if (size is < 1 or > MaxCount)
        {
            return ApiProblems.QueryInvalid.Because($"limit must be from 1 to {MaxCount}.");
        }
        if (text is null)
        {
            return null;
        }
        if (!Cursor.TryRead(text, out var read))
        {
            return ApiProblems.CursorInvalid;
        }
        cursor = read;
        return null;
    }
}

/// <summary>A position in a list: an instant and an id. Callers send it back unchanged.</summary>
public readonly record struct Cursor(DateTimeOffset At, Guid Id)
{
    private const byte Version = 1;
    private const int Length = 1 + 8 + 16;

    /// <summary>Just before everything that happened at <paramref name="at"/>.</summary>
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

/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
public sealed record ListJson<T>(IReadOnlyList<T> Items, string? NextCursor);

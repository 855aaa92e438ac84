using System.Buffers;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>
/// Bytes that are written in sequence into rented memory, which is cleared and returned: a picture is too large to
/// allocate for each call.
/// </summary>
/// <param name="room">The expected size.</param>
internal sealed class PooledBuffer(int room) : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(room);
    private int written;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, written);

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (bytes.Length - written < Math.Max(sizeHint, 1))
        {
            Grow(written + Math.Max(sizeHint, bytes.Length));
        }
        return bytes.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes, clearArray: true);

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(length);
        Written.CopyTo(larger);
        Dispose();
        bytes = larger;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

public static class WireFormat
{
    /// <summary>
    /// Indented and not escaped, like Stripe's bodies, so that a receiver that serialises them again instead of keeping
    /// the bytes fails.
    /// </summary>
    public static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

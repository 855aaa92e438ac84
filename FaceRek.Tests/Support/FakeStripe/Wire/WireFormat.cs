using System.Text.Encodings.Web;
using System.Text.Json;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

public static class WireFormat
{
    /// <summary>Indented and not escaped, as Stripe's bodies are: who reads them again instead of keeping the bytes is found out.</summary>
    public static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

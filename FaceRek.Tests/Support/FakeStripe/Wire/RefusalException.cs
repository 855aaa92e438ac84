using System.Text.Json.Nodes;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>
/// An error in Stripe's format. One found before anything was done is not kept under an idempotency key; a declined
/// card is.
/// </summary>
public sealed class RefusalException(int status, string type, string? code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string? Code { get; } = code;
    public string? Param { get; init; }
    public string? DeclineCode { get; init; }
    public JsonObject? PaymentIntent { get; init; }

    /// <summary>True once execution has started, so that the same key returns the same error.</summary>
    public bool IsKept => type == "card_error";

    public static RefusalException Invalid(string message, string? param = null, string? code = null) =>
        new(400, "invalid_request_error", code, message) { Param = param };

    public static RefusalException Missing(string what, string id, string param = "id") =>
        new(404, "invalid_request_error", "resource_missing", $"No such {what}: '{id}'") { Param = param };

    public static RefusalException UnknownParameter(string name) =>
        Invalid($"Received unknown parameter: {name}", name, "parameter_unknown");

    public JsonObject ToJson(string requestId)
    {
        var error = new JsonObject
        {
            ["type"] = type,
            ["message"] = Message,
            ["request_log_url"] = $"https://dashboard.stripe.com/test/logs/{requestId}",
        };
        if (Code is not null)
        {
            error["code"] = Code;
        }
        if (Param is not null)
        {
            error["param"] = Param;
        }
        if (DeclineCode is not null)
        {
            error["decline_code"] = DeclineCode;
        }
        if (PaymentIntent is not null)
        {
            error["payment_intent"] = PaymentIntent.DeepClone();
        }
        return new JsonObject { ["error"] = error };
    }
}

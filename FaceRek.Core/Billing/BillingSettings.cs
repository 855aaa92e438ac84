namespace FaceRek.Core.Billing;

/// <summary>What the operator sets of billing. Secrets come from the environment; blank is as good as missing, and then nothing is sold.</summary>
public sealed record BillingSettings
{
    /// <summary>Stripe's secret key or a restricted one: sk_test_…, sk_live_…, rk_….</summary>
    public string? SecretKey
    {
        get;
        init => field = Filled(value);
    }

    /// <summary>The signing secret of the webhook endpoint: whsec_….</summary>
    public string? WebhookSecret
    {
        get;
        init => field = Filled(value);
    }

    /// <summary>The secret that was in force before, while Stripe signs with both.</summary>
    public string? PreviousWebhookSecret
    {
        get;
        init => field = Filled(value);
    }

    /// <summary>Where Stripe answers; for anything else than Stripe itself see <see cref="StripeConnection"/>.</summary>
    public string? ApiBase
    {
        get;
        init => field = Filled(value)?.TrimEnd('/');
    }

    /// <summary>Whether Stripe computes tax. Needs Stripe Tax to be set up in its dashboard.</summary>
    public bool AutomaticTax { get; init; }

    public IReadOnlyList<string> WebhookSecrets => [.. new[] { WebhookSecret, PreviousWebhookSecret }.OfType<string>()];

    /// <summary>Keeps secrets out of logs and messages, wherever a record is printed.</summary>
    public override string ToString() => $"{nameof(BillingSettings)} ({(SecretKey is null ? "no key" : "with a key")})";

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

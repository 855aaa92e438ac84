using System.Text.RegularExpressions;
using Stripe;

namespace FaceRek.Core.Billing.Stripe;

/// <summary>The only client for Stripe's API; without a key there is none, and billing is not configured.</summary>
public sealed partial class StripeConnection
{
    private const string StripesOwnBase = "https://api.stripe.com";
    private const int Retries = 2;

    /// <summary>A page waits for this; Stripe.net's default of 80 seconds is too long for a browser.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly StripeClient? client;

    /// <summary>The origins of Stripe's own pages for the content security policy, each with a space before it.</summary>
    public string PageOrigins { get; }

    private StripeConnection(StripeClient? client, BillingSettings settings)
    {
        this.client = client;
        (WebhookSecrets, AutomaticTax) = (settings.WebhookSecrets, settings.AutomaticTax);
        PageOrigins =
            settings.ApiBase is { } own && own != StripesOwnBase
                ? $" {new Uri(own).GetLeftPart(UriPartial.Authority)}"
                : " https://checkout.stripe.com https://billing.stripe.com https://invoice.stripe.com https://pay.stripe.com";
        IsStripes = (settings.ApiBase ?? StripesOwnBase) == StripesOwnBase;
        IsLive = settings.SecretKey?.Contains("_live_", StringComparison.Ordinal) == true;
    }

    public bool IsConfigured => client is not null;

    /// <summary>Whether the key uses real money. Events of the other mode are not ours.</summary>
    public bool IsLive { get; }

    /// <summary>False with a stand-in on this machine.</summary>
    public bool IsStripes { get; }

    public bool AutomaticTax { get; }

    internal IReadOnlyList<string> WebhookSecrets { get; }

    /// <exception cref="InvalidOperationException">No key is set.</exception>
    internal V1Services Api => (client ?? throw new InvalidOperationException("Billing is not configured.")).V1;

    /// <exception cref="InvalidOperationException">The settings are unsafe or invalid; the message says why, without secrets.</exception>
    public static StripeConnection Open(BillingSettings settings, bool isProduction)
    {
        var apiBase = settings.ApiBase ?? StripesOwnBase;
        RefuseStrangers(apiBase, settings.SecretKey, isProduction);
        if (settings.SecretKey is null)
        {
            return new StripeConnection(null, settings);
        }
        if (!KeyShape().IsMatch(settings.SecretKey))
        {
            throw new InvalidOperationException(
                "Billing:SecretKey is not a secret key of Stripe. It starts with sk_test_, sk_live_, rk_test_ or rk_live_."
            );
        }
        return new StripeConnection(
            new StripeClient(
                new StripeClientOptions
                {
                    ApiKey = settings.SecretKey,
                    ApiBase = apiBase,
                    HttpClient = NewHttpClient(apiBase),
                }
            ),
            settings
        );
    }

    /// <summary>
    /// The server behind this address gets the key and can grant plans: in production only Stripe, elsewhere also this
    /// machine with a test key.
    /// </summary>
    private static void RefuseStrangers(string apiBase, string? key, bool isProduction)
    {
        if (apiBase == StripesOwnBase)
        {
            return;
        }
        if (isProduction)
        {
            throw new InvalidOperationException(
                "Billing:ApiBase is not Stripe's address, which Production refuses. Remove the setting."
            );
        }
        var isLoopback =
            Uri.TryCreate(apiBase, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme is "http" or "https";
        if (!isLoopback)
        {
            throw new InvalidOperationException("Billing:ApiBase must be Stripe or this machine (127.0.0.1).");
        }
        if (key is not null && !key.StartsWith("sk_test_", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                "With Billing:ApiBase on this machine, Billing:SecretKey must be a test key: sk_test_…."
            );
        }
    }

    private static SystemNetHttpClient NewHttpClient(string apiBase)
    {
        // A proxy from the environment would be used even for 127.0.0.1.
        var handler = new SocketsHttpHandler
        {
            UseProxy = apiBase == StripesOwnBase,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        return new SystemNetHttpClient(
            new HttpClient(handler) { Timeout = Patience },
            Retries,
            new AppInfo { Name = "FaceRek" },
            enableTelemetry: false
        );
    }

    [GeneratedRegex(@"\A[sr]k_(test|live)_[A-Za-z0-9_]+\z")]
    private static partial Regex KeyShape();
}

/// <summary>
/// The operator's billing settings. Secrets come from the environment; blank counts as missing, and then nothing is
/// sold.
/// </summary>
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

    /// <summary>The previous secret, while Stripe signs with both.</summary>
    public string? PreviousWebhookSecret
    {
        get;
        init => field = Filled(value);
    }

    /// <summary>The address of Stripe's API; for anything other than Stripe itself see <see cref="StripeConnection"/>.</summary>
    public string? ApiBase
    {
        get;
        init => field = Filled(value)?.TrimEnd('/');
    }

    /// <summary>Whether Stripe computes tax. Needs Stripe Tax to be set up in its dashboard.</summary>
    public bool AutomaticTax { get; init; }

    public IReadOnlyList<string> WebhookSecrets => [.. new[] { WebhookSecret, PreviousWebhookSecret }.OfType<string>()];

    /// <summary>Keeps secrets out of logs and messages, wherever the record is printed.</summary>
    public override string ToString() => $"{nameof(BillingSettings)} ({(SecretKey is null ? "no key" : "with a key")})";

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

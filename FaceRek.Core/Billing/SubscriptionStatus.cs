namespace FaceRek.Core.Billing;

/// <summary>The words Stripe has for the state of a subscription. Others may come; see <see cref="Subscription.KnownStatus"/>.</summary>
public static class SubscriptionStatus
{
    public const string Incomplete = "incomplete";
    public const string IncompleteExpired = "incomplete_expired";
    public const string Trialing = "trialing";
    public const string Active = "active";
    public const string PastDue = "past_due";
    public const string Unpaid = "unpaid";
    public const string Paused = "paused";
    public const string Canceled = "canceled";

    /// <summary>From the best to the worst: of several subscriptions the first decides.</summary>
    private static readonly string[] Ranks =
    [
        Active,
        Trialing,
        PastDue,
        Unpaid,
        Paused,
        Incomplete,
        Canceled,
        IncompleteExpired,
    ];

    public static bool IsKnown(string status) => Ranks.Contains(status);

    /// <summary>Such a subscription never comes back.</summary>
    public static bool IsTerminal(string status) => status is Canceled or IncompleteExpired;

    /// <summary>Bought, and neither ended nor still to be paid for the first time.</summary>
    public static bool IsLive(string status) => status is Active or Trialing or PastDue or Unpaid or Paused;

    internal static int RankOf(string status) => Array.IndexOf(Ranks, status);
}

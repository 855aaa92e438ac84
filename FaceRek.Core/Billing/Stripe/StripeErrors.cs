using System.Net;
using Microsoft.Extensions.Logging;
using Stripe;

namespace FaceRek.Core.Billing.Stripe;

/// <summary>What can go wrong with a call to Stripe, told as an outcome. Messages of Stripe's may repeat what was sent, so only codes are logged and none is shown.</summary>
internal static partial class StripeErrors
{
    public static async Task<BillingOutcome> AskAsync(
        ILogger logger,
        Func<Task<BillingOutcome>> work,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && OutcomeOf(fault) is { } outcome)
        {
            LogFailed(logger, WordFor(fault));
            return outcome;
        }
    }

    /// <summary>A word for the log and for the inbox, without addresses and secrets.</summary>
    public static string WordFor(Exception fault) =>
        fault is StripeException stripe
            ? $"Stripe {(int)stripe.HttpStatusCode} {stripe.StripeError?.Type} {stripe.StripeError?.Code} {stripe.StripeError?.Param} {stripe.StripeResponse?.RequestId}".Trim()
            : fault.GetType().Name;

    public static bool IsMissing(this StripeException fault) => fault.StripeError?.Code == "resource_missing";

    /// <summary>Something broke inside Stripe: what was asked for may have been done or not, and under the same key it answers the same for a day.</summary>
    public static bool IsStripesOwn(this StripeException fault) =>
        fault.HttpStatusCode >= HttpStatusCode.InternalServerError;

    private static BillingOutcome? OutcomeOf(Exception fault) =>
        fault switch
        {
            StripeException { StripeError.Type: "card_error" } card => new BillingOutcome.Declined(
                card.StripeError.DeclineCode ?? card.StripeError.Code
            ),
            StripeException
            {
                HttpStatusCode: 0 or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            } => new BillingOutcome.Unreachable(),
            // Half an answer, or one of a proxy in between: it is no answer of Stripe's.
            StripeException { StripeError: null } => new BillingOutcome.Unreachable(),
            StripeException stripe => new BillingOutcome.Refused(stripe.StripeResponse?.RequestId),
            HttpRequestException or TaskCanceledException => new BillingOutcome.Unreachable(),
            _ => null,
        };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to Stripe failed: {Fault}")]
    private static partial void LogFailed(ILogger logger, string fault);
}

using System.Net;
using FaceRek.Core.Storage;
using Microsoft.Extensions.Logging;
using Stripe;

namespace FaceRek.Core.Billing.Stripe;

/// <summary>
/// Maps failures of Stripe calls to outcomes. Stripe's messages may repeat what was sent, so only codes are logged and
/// none is shown.
/// </summary>
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
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested && OutcomeOf(exception) is { } outcome)
        {
            LogFailed(logger, WordFor(exception));
            return outcome;
        }
    }

    /// <summary>A word for the log and the inbox, without addresses and secrets.</summary>
    public static string WordFor(Exception exception) =>
        exception is StripeException stripe
            ? $"Stripe {(int)stripe.HttpStatusCode} {stripe.StripeError?.Type} {stripe.StripeError?.Code} {stripe.StripeError?.Param} {stripe.StripeResponse?.RequestId}".Trim()
            : exception.GetType().Name;

    /// <summary>The same for the log of recurring jobs, which also has the stack trace when it was not Stripe.</summary>
    public static string InLog(Exception exception) =>
        exception is StripeException ? WordFor(exception) : ExceptionTrace.Of(exception);

    /// <summary>Stripe returned an error or did not respond: it would do the same for the next organization.</summary>
    public static bool IsOfStripe(Exception? exception) =>
        exception is StripeException or HttpRequestException or TaskCanceledException;

    public static bool IsMissing(this StripeException exception) => exception.StripeError?.Code == "resource_missing";

    /// <summary>
    /// An error inside Stripe: the request may or may not have been executed, and the same key returns the same error
    /// for a day.
    /// </summary>
    public static bool IsStripesOwn(this StripeException exception) =>
        exception.HttpStatusCode >= HttpStatusCode.InternalServerError;

    private static BillingOutcome? OutcomeOf(Exception exception) =>
        exception switch
        {
            StripeException { StripeError.Type: "card_error" } card => new BillingOutcome.Declined(
                card.StripeError.DeclineCode ?? card.StripeError.Code
            ),
            StripeException
            {
                HttpStatusCode: 0 or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            } => new BillingOutcome.Unreachable(),
            // An incomplete answer, or one from a proxy in between: it did not come from Stripe.
            StripeException { StripeError: null } => new BillingOutcome.Unreachable(),
            StripeException stripe => new BillingOutcome.Refused(stripe.StripeResponse?.RequestId),
            HttpRequestException or TaskCanceledException => new BillingOutcome.Unreachable(),
            _ => null,
        };

    [LoggerMessage(EventId = 1708, Level = LogLevel.Warning, Message = "A call to Stripe failed: {Error}")]
    private static partial void LogFailed(ILogger logger, string error);
}

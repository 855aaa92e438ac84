using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Billing.Events;

/// <summary>
/// Receives Stripe's events: checks the signature, stores each event once, and confirms only when it is on disk.
/// Processing comes later.
/// </summary>
public sealed partial class StripeInbox(
    FaceRekDb db,
    StripeConnection stripe,
    InboxSignal signal,
    TimeProvider clock,
    ILogger<StripeInbox> logger
)
{
    /// <param name="body">The raw bytes: a body that was parsed and serialised again no longer matches the signature.</param>
    public async Task<ReceiptOutcome> ReceiveAsync(byte[] body, string? signature, CancellationToken cancellationToken)
    {
        if (stripe.WebhookSecrets.Count == 0 || !stripe.IsConfigured)
        {
            return ReceiptOutcome.NotConfigured;
        }
        var now = clock.GetUtcNow();
        if (
            !StripeSignature.IsGenuine(body, signature, stripe.WebhookSecrets, now)
            || StripeEventEnvelope.Read(body) is not { } message
        )
        {
            return ReceiptOutcome.Forged;
        }
        var received = new StripeEvent
        {
            Id = message.Id,
            Type = message.Type,
            CreatedAt = message.CreatedAt,
            ReceivedAt = now,
            ApiVersion = message.ApiVersion,
            IsLive = message.IsLive,
            CustomerId = message.CustomerId,
            ObjectId = message.ObjectId,
            Body = body,
        };
        if (message.IsLive == stripe.IsLive)
        {
            received.Await(now);
        }
        else
        {
            received.Finish(StripeEventState.Rejected, now);
        }
        if (await KeepAsync(received, cancellationToken))
        {
            LogKept(received.Id, received.Type, received.State);
        }
        return ReceiptOutcome.Kept;
    }

    /// <returns>False where it was already stored.</returns>
    private async Task<bool> KeepAsync(StripeEvent received, CancellationToken cancellationToken)
    {
        if (await db.StripeEvents.AnyAsync(known => known.Id == received.Id, cancellationToken))
        {
            return false;
        }
        db.Add(received);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // Sent twice at once: the index decides which came first.
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return false;
        }
        signal.Ring();
        return true;
    }

    [LoggerMessage(
        EventId = 1703,
        Level = LogLevel.Information,
        Message = "Event {EventId} of the kind {Type} was received: {State}"
    )]
    private partial void LogKept(string eventId, string type, StripeEventState state);
}

/// <summary>Wakes the inbox worker, so that it does not wait for the next round.</summary>
public sealed class InboxSignal : WakeSignal;

public enum ReceiptOutcome
{
    /// <summary>Stored, now or before: Stripe need not send it again.</summary>
    Kept,

    /// <summary>Not signed by Stripe, too old, or not an event.</summary>
    Forged,

    /// <summary>No secret is set, so no event can be verified.</summary>
    NotConfigured,
}

using System.Diagnostics;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// What the owners are told about billing, stored together with its cause and with an email to each owner in the
/// outbox. The key makes sure that one cause is told once.
/// </summary>
public sealed class BillingEmail : IOrganizationOwned
{
    public const int MaxKeyLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>The cause, such as "payment-failed in_123 2"; unique in the organization.</summary>
    public required string Key { get; init; }
    public required BillingEmailKind Kind { get; init; }

    /// <summary>The date the email is about: the day the trial or the grace period ends; null where there is none.</summary>
    public DateTimeOffset? About { get; init; }

    /// <summary>The amount the email is about, in minor units.</summary>
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was moved to the outbox, or sent by a version that had none.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>By a version without an outbox, or at what it left unsent.</summary>
    public int Attempts { get; private set; }

    public void HandOver(DateTimeOffset now) => SentAt = now;
}

public enum BillingEmailKind
{
    TrialEnding,
    PaymentFailed,

    /// <summary>The bank wants the customer to confirm a payment.</summary>
    ActionRequired,
    Cancelled,
}

public static class BillingEmailQueries
{
    /// <summary>Who is told about money.</summary>
    public static IQueryable<Membership> ConfirmedOwners(this IQueryable<Membership> members) =>
        members.Where(member => member.Role == Role.Owner && member.User!.EmailConfirmed);

    /// <summary>What is told, and an email to each owner; saved with the cause.</summary>
    internal static async Task AddBillingEmailAsync(
        this FaceRekDb db,
        BillingEmail told,
        CancellationToken cancellationToken
    )
    {
        db.Add(told);
        told.HandOver(told.CreatedAt);
        await db.AddToOwnersAsync(told, told.CreatedAt, cancellationToken);
    }

    internal static async Task<List<OutboxEmail>> AddToOwnersAsync(
        this FaceRekDb db,
        BillingEmail told,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var owners = await db
            .Memberships.ConfirmedOwners()
            .OrderBy(member => member.UserId)
            .Select(member => member.UserId)
            .ToListAsync(cancellationToken);
        return
        [
            .. owners.Select(userId =>
                db.AddEmail(told.OrganizationId, KindOf(told.Kind), userId, told.Key, now, told.Id)
            ),
        ];
    }

    private static EmailKind KindOf(BillingEmailKind kind) =>
        kind switch
        {
            BillingEmailKind.TrialEnding => EmailKind.TrialEnding,
            BillingEmailKind.PaymentFailed => EmailKind.PaymentFailed,
            BillingEmailKind.ActionRequired => EmailKind.PaymentAction,
            BillingEmailKind.Cancelled => EmailKind.SubscriptionEnded,
            _ => throw new UnreachableException(),
        };
}

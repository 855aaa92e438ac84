using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Members;

/// <summary>
/// Deletes the current organization with everything in it. The subscription is ended at Stripe first, so that no one
/// pays for a deleted organization.
/// </summary>
public sealed partial class ClosingDesk(
    FaceRekDb db,
    CurrentOrganization current,
    CancellationDesk subscriptions,
    ILogger<ClosingDesk> logger
)
{
    /// <param name="typedName">The organization's name as the owner typed it.</param>
    public async Task<ClosingOutcome> CloseAsync(string? typedName, Guid byUserId, CancellationToken cancellationToken)
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new ClosingOutcome.NotAllowed();
        }
        var organization = current.Organization;
        if (!string.Equals(typedName?.Trim(), organization.Name, StringComparison.Ordinal))
        {
            return new ClosingOutcome.OtherName();
        }
        if (await subscriptions.EndAtOnceAsync(byUserId, cancellationToken) is var ended and not BillingOutcome.Done)
        {
            return new ClosingOutcome.StillSubscribed(ended);
        }
        await db.DeleteOrganizationAsync(current, cancellationToken);
        LogClosed(organization.Id, byUserId);
        return new ClosingOutcome.Closed();
    }

    [LoggerMessage(
        EventId = 1101,
        Level = LogLevel.Warning,
        Message = "Organization {OrganizationId} was deleted by user {UserId}"
    )]
    private partial void LogClosed(Guid organizationId, Guid userId);
}

public abstract record ClosingOutcome
{
    private ClosingOutcome() { }

    public sealed record Closed : ClosingOutcome;

    /// <summary>Only owners may delete an organization.</summary>
    public sealed record NotAllowed : ClosingOutcome;

    /// <summary>The typed text is not the organization's name: nothing was deleted.</summary>
    public sealed record OtherName : ClosingOutcome;

    /// <summary>The subscription could not be ended at Stripe: nothing was deleted.</summary>
    public sealed record StillSubscribed(BillingOutcome Why) : ClosingOutcome;
}

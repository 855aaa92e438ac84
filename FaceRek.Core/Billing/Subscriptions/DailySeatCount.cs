using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// Daily work for the current organization: counts the day's seats and tells owners before their trial ends. May run at
/// any hour and any number of times.
/// </summary>
public sealed class DailySeatCount(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    TimeProvider clock
)
{
    /// <summary>Before the end of the trial.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(3);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var access = await entitlement.AccessAsync(cancellationToken);
        await CountAsync(access, cancellationToken);
        await AnnounceTrialEndAsync(access, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task CountAsync(BillingAccess access, CancellationToken cancellationToken)
    {
        var today = current.Organization.DayOf(clock.GetUtcNow());
        var governing = BillingAccessPolicy.Governing(await db.Subscriptions.ToListAsync(cancellationToken));
        int? paid = governing is { IsLive: true } live ? live.Seats : null;
        if (
            await db.SeatDays.AsTracking().SingleOrDefaultAsync(day => day.On == today, cancellationToken)
            is not { } known
        )
        {
            db.Add(
                new SeatDay
                {
                    OrganizationId = current.Organization.Id,
                    On = today,
                    Used = access.Seats,
                    Paid = paid,
                    PlanCode = access.Plan.Code,
                }
            );
            return;
        }
        (known.Used, known.Paid, known.PlanCode) = (
            Math.Max(known.Used, access.Seats),
            paid ?? known.Paid,
            access.Plan.Code
        );
    }

    private async Task AnnounceTrialEndAsync(BillingAccess access, CancellationToken cancellationToken)
    {
        if (access is not { Reason: AccessReason.Trial, Until: { } end } || clock.GetUtcNow() < end - Notice)
        {
            return;
        }
        if (await db.BillingEmails.AnyAsync(told => told.Kind == BillingEmailKind.TrialEnding, cancellationToken))
        {
            return;
        }
        await db.AddBillingEmailAsync(
            new BillingEmail
            {
                OrganizationId = current.Organization.Id,
                Key = "trial-ending",
                Kind = BillingEmailKind.TrialEnding,
                About = end,
                CreatedAt = clock.GetUtcNow(),
            },
            cancellationToken
        );
    }
}

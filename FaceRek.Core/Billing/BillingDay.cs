using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing;

/// <summary>What the clock brings to the current organization: the day's seats are counted, and owners are told before their trial ends. May run at any hour and as often as one likes.</summary>
public sealed class BillingDay(FaceRekDb db, CurrentOrganization current, Entitlement entitlement, TimeProvider clock)
{
    /// <summary>Before the end of the trial.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(3);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var access = await entitlement.AccessAsync(cancellation);
        await CountAsync(access, cancellation);
        await AnnounceTrialEndAsync(access, cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    private async Task CountAsync(BillingAccess access, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(current.Organization.InZone(clock.GetUtcNow()).DateTime);
        var governing = AccessRule.Governing(await db.Subscriptions.AsNoTracking().ToListAsync(cancellation));
        int? paid = governing is { IsLive: true } live ? live.Seats : null;
        if (await db.SeatDays.SingleOrDefaultAsync(day => day.On == today, cancellation) is not { } known)
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

    private async Task AnnounceTrialEndAsync(BillingAccess access, CancellationToken cancellation)
    {
        if (access is not { Reason: AccessReason.Trial, Until: { } end } || clock.GetUtcNow() < end - Notice)
        {
            return;
        }
        if (await db.BillingLetters.AnyAsync(letter => letter.Kind == BillingLetterKind.TrialEnding, cancellation))
        {
            return;
        }
        db.Add(
            new BillingLetter
            {
                OrganizationId = current.Organization.Id,
                Key = "trial-ending",
                Kind = BillingLetterKind.TrialEnding,
                About = end,
                CreatedAt = clock.GetUtcNow(),
            }
        );
    }
}

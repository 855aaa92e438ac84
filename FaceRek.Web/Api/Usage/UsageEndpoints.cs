using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Usage;

/// <summary>How much of the paid plan is used.</summary>
internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder api) =>
        api.MapGet("/usage", ReadAsync)
            .WithTags("Usage")
            .Needs(ApiScope.UsageRead)
            .WithSummary("Reads the number of people, faces, punches and keys, and the limits of the plan.")
            .Example(null, UsageExamples.One);

    private static async Task<Ok<UsageJson>> ReadAsync(
        FaceRekDb db,
        CurrentOrganization current,
        Entitlement entitlement,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (now, wall) = (clock.GetUtcNow(), new WallClock(current.Organization.Zone));
        var today = wall.DayOf(now);
        var month = new DateOnly(today.Year, today.Month, 1);
        var (from, to) = (wall.StartOf(month), wall.StartOf(month.AddMonths(1)));
        var model = current.Organization.FaceModel;
        var access = await entitlement.AccessAsync(cancellationToken);
        return TypedResults.Ok(
            new UsageJson(
                access.Plan.Code,
                access.Plan.MaxPeople,
                access.Seats,
                await db
                    .People.Active()
                    .CountAsync(
                        person => db.FaceTemplates.Any(row => row.PersonId == person.Id && row.ModelName == model),
                        cancellationToken
                    ),
                await db.FaceTemplates.CountAsync(cancellationToken),
                month,
                await db.Punches.Between(from, to).CountAsync(cancellationToken),
                await db.ApiKeys.InUse(now).CountAsync(cancellationToken)
            )
        );
    }
}

/// <param name="Plan">The name of the plan.</param>
/// <param name="PlanPeople">Active people that the plan allows; null without a limit.</param>
/// <param name="EnrolledPeople">Active people with a face under the active model.</param>
/// <param name="Faces">Enrolled faces of all models.</param>
/// <param name="Month">First day of the month in which punches are counted.</param>
public sealed record UsageJson(
    string Plan,
    int? PlanPeople,
    int ActivePeople,
    int EnrolledPeople,
    int Faces,
    DateOnly Month,
    int PunchesInMonth,
    int KeysInUse
);

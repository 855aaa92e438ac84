using FaceRek.Core.Access;
using FaceRek.Core.Attendance.Days;
using FaceRek.Web.Api.Calls;
using FaceRek.Web.Api.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api;

/// <summary>Days as payroll wants them: kept true to the punches, never entered.</summary>
internal static class DayEndpoints
{
    private const int MaxDays = 62;

    public static void MapDays(this IEndpointRouteBuilder api) =>
        api.MapGet("/days", ListAsync)
            .WithTags("Days")
            .Needs(ApiScope.DaysRead)
            .WithSummary("Lists days, the earliest first, day by day and person by person.")
            .WithDescription("A day off without work has no entry.")
            .Refuses(ApiProblems.QueryInvalid, ApiProblems.CursorInvalid)
            .Example(null, ApiExamples.Days);

    private static async Task<Results<Ok<ListJson<DayJson>>, ApiProblem>> ListAsync(
        [AsParameters] DaysQuery query,
        CallerVisibility reach,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (query.From > query.To || query.To.DayNumber - query.From.DayNumber >= MaxDays)
        {
            return ApiProblems.QueryInvalid.Because(
                $"from is not after to, and at most {MaxDays} days are between them."
            );
        }
        if (Paging.Read(query.Limit, query.Cursor, out var size, out var cursor) is { } refused)
        {
            return refused;
        }
        var days = (await reach.DaysAsync(cancellationToken)).Between(query.From, query.To);
        if (query.PersonId is { } personId)
        {
            days = days.OfPerson(personId);
        }
        if (cursor is { } at)
        {
            var (on, person) = (DateOnly.FromDateTime(at.At.UtcDateTime), at.Id);
            days = days.Where(day => day.On > on || (day.On == on && day.PersonId > person));
        }
        var rows = await days.OrderBy(day => day.On)
            .ThenBy(day => day.PersonId)
            .Take(size)
            .ToListAsync(cancellationToken);
        var next =
            rows.Count == size
                ? new Cursor(
                    new DateTimeOffset(rows[^1].On.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
                    rows[^1].PersonId
                ).ToString()
                : null;
        return TypedResults.Ok(new ListJson<DayJson>(rows.ConvertAll(day => DayJson.Of(day, clock.GetUtcNow())), next));
    }
}

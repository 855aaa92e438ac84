using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.Days;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Days;

/// <summary>Days for payroll: calculated from the punches, never entered.</summary>
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
            .Example(null, DayExamples.List);

    private static async Task<Results<Ok<ListJson<DayJson>>, ApiProblem>> ListAsync(
        [AsParameters] DaysQuery query,
        CallerVisibility visibility,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (query.From > query.To || query.To.DayNumber - query.From.DayNumber >= MaxDays)
        {
            return ApiProblems.QueryInvalid.Because(
                $"from must not be after to, with at most {MaxDays} days between them."
            );
        }
        if (Paging.Read(query.Limit, query.Cursor, out var size, out var cursor) is { } refused)
        {
            return refused;
        }
        var days = (await visibility.DaysAsync(cancellationToken)).Between(query.From, query.To);
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

/// <summary>The result of a policy and a person's punches on one day. Times are instants, durations are seconds.</summary>
/// <param name="Zone">The time zone in which the day begins and ends.</param>
/// <param name="Status">Settled: present, half_day, absent, holiday, leave or incomplete. Before: expected or at_work.</param>
/// <param name="SettlesAt">From then on no more punches are expected.</param>
/// <param name="IsInferred">The last check-out was inferred, not punched.</param>
/// <param name="PaidSeconds">Work and paid leave, without overtime that was not accepted.</param>
/// <param name="Exceptions">Exceptions that still need a decision.</param>
public sealed record DayJson(
    Guid PersonId,
    DateOnly On,
    string Zone,
    DayStatus Status,
    DateTimeOffset SettlesAt,
    Guid? ShiftId,
    DateTimeOffset? PlannedFrom,
    DateTimeOffset? PlannedTo,
    DateTimeOffset? FirstInAt,
    DateTimeOffset? LastOutAt,
    bool IsInferred,
    int WorkedSeconds,
    int BreakSeconds,
    int DeductedSeconds,
    int LateSeconds,
    int EarlySeconds,
    int OvertimeSeconds,
    int AcceptedOvertimeSeconds,
    int NightSeconds,
    int HolidaySeconds,
    int PaidLeaveSeconds,
    int UnpaidLeaveSeconds,
    int PaidSeconds,
    IReadOnlyList<string> Exceptions
)
{
    public static DayJson Of(AttendanceDay day, DateTimeOffset now) =>
        new(
            day.PersonId,
            day.On,
            day.Zone,
            day.StatusAt(now),
            day.SettlesAt,
            day.ShiftId,
            day.PlannedFrom,
            day.PlannedTo,
            day.FirstInAt,
            day.LastOutAt,
            day.IsInferred,
            day.WorkedSeconds,
            day.BreakSeconds,
            day.DeductedSeconds,
            day.LateSeconds,
            day.EarlySeconds,
            day.OvertimeSeconds,
            day.AcceptedOvertimeSeconds,
            day.NightSeconds,
            day.HolidaySeconds,
            day.PaidLeaveSeconds,
            day.UnpaidLeaveSeconds,
            day.PaidSeconds,
            [
                .. Enum.GetValues<ExceptionKinds>()
                    .Where(kind => kind != ExceptionKinds.None && day.OpenExceptions.HasFlag(kind))
                    .Select(WireName.Of),
            ]
        );
}

/// <param name="From">First day.</param>
/// <param name="To">Last day; at most 62 days in total.</param>
internal sealed record DaysQuery(
    [FromQuery(Name = "from")] DateOnly From,
    [FromQuery(Name = "to")] DateOnly To,
    [FromQuery(Name = "person_id")] Guid? PersonId,
    [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "limit")] int? Limit
);

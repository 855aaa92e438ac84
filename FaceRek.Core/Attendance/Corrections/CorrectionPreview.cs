using System.Diagnostics;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>Previews a request: its days before and after, and whether one of them is locked. Changes nothing.</summary>
public sealed class CorrectionPreview(FaceRekDb db, CurrentOrganization current, DayInputLoader loader)
{
    /// <summary>A punch may belong to the night before, and its time zone may differ from the organization's by a day.</summary>
    private const int Beside = 2;

    private WallClock Clock => WallClock.Of(current.Organization.Zone);

    public async Task<CorrectionEffect> OfAsync(CorrectionRequest request, CancellationToken cancellationToken)
    {
        var (first, last) = await DaysOfAsync(request, cancellationToken);
        var (from, to) = (first.AddDays(-1), last.AddDays(1));
        var person = await loader.OfAsync(request.PersonId, from, to, cancellationToken);
        var changed = Changed(person, request);
        return new CorrectionEffect(
            Within(person.Punches, first, last),
            Within(changed.Punches, first, last),
            DayCalculator.Make(person, from, to),
            DayCalculator.Make(changed, from, to)
        );
    }

    /// <summary>All days that the request may change.</summary>
    public async Task<(DateOnly From, DateOnly To)> ReachAsync(
        CorrectionRequest request,
        CancellationToken cancellationToken
    ) =>
        await DaysOfAsync(request, cancellationToken) is var (first, last)
            ? (first.AddDays(-Beside), last.AddDays(Beside))
            : default;

    /// <summary>The lock that covers a day on which the punch counts, or would count.</summary>
    public async Task<PeriodLock?> FindLockAsync(CorrectionRequest request, CancellationToken cancellationToken)
    {
        var (from, to) = await ReachAsync(request, cancellationToken);
        var locks = await db
            .PeriodLocks.Touching(from, to)
            .OrderBy(period => period.From)
            .ToListAsync(cancellationToken);
        if (locks.Count == 0)
        {
            return null;
        }
        var person = await loader.OfAsync(request.PersonId, from, to, cancellationToken);
        var punchId = request.PunchId ?? request.Id;
        var days = DayCalculator
            .DaysOf(person, punchId, from, to)
            .Concat(DayCalculator.DaysOf(Changed(person, request), punchId, from, to))
            .ToList();
        return locks.Find(period => days.Exists(period.Holds));
    }

    /// <summary>In the organization's time zone: the requested day, that of the punch as it counts, and that to which it moves.</summary>
    private async Task<(DateOnly First, DateOnly Last)> DaysOfAsync(
        CorrectionRequest request,
        CancellationToken cancellationToken
    )
    {
        var punch = request.PunchId is null
            ? null
            : await db.Punches.SingleOrDefaultAsync(punch => punch.Id == request.PunchId, cancellationToken);
        DateTimeOffset? countsAt = punch is null ? null : await db.CountsAtAsync(punch, cancellationToken);
        List<DateOnly> days =
        [
            .. new[] { countsAt, request.At }.OfType<DateTimeOffset>().Select(Clock.DayOf),
            request.On,
        ];
        return (days.Min(), days.Max());
    }

    private List<CountingPunch> Within(IReadOnlyList<CountingPunch> punches, DateOnly first, DateOnly last) =>
        [.. punches.Where(punch => Clock.DayOf(punch.Second) is var day && first <= day && day <= last)];

    private DayInputs Changed(DayInputs person, CorrectionRequest request)
    {
        var changed = request.Kind switch
        {
            CorrectionKind.Add => person.Punches.Append(
                new CountingPunch
                {
                    Id = request.Id,
                    PersonId = request.PersonId,
                    At = request.At!.Value,
                    MadeAt = request.At.Value,
                    Number = int.MaxValue,
                    Direction = request.Direction!.Value,
                    Way = PunchWay.Manual,
                    Zone = person.ZoneOn(Clock.DayOf(request.At.Value)),
                }
            ),
            CorrectionKind.Void => person.Punches.Where(punch => punch.Id != request.PunchId),
            CorrectionKind.Move => person.Punches.Select(punch =>
                punch.Id == request.PunchId ? punch with { At = request.At!.Value } : punch
            ),
            _ => throw new UnreachableException(),
        };
        return person with { Punches = [.. changed.OrderBy(punch => punch.At).ThenBy(punch => punch.Number)] };
    }
}

/// <summary>The days of a request, before and after.</summary>
public sealed record CorrectionEffect(
    IReadOnlyList<CountingPunch> PunchesBefore,
    IReadOnlyList<CountingPunch> PunchesAfter,
    IReadOnlyList<AttendanceDay> Before,
    IReadOnlyList<AttendanceDay> After
);

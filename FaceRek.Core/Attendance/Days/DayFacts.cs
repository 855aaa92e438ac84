using FaceRek.Core.Attendance.Policies;
using FaceRek.Core.Attendance.Shifts;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Reads what makes the days of some people. What belongs to the whole organization is read once in the life of this object.</summary>
public sealed class DayFacts(FaceRekDb db, CurrentOrganization current)
{
    private Dictionary<Guid, Shift>? shifts;
    private Dictionary<Guid, Rotation> rotations = [];
    private PolicyBook? policies;

    public async Task<PersonFacts> OfAsync(Guid personId, DateOnly from, DateOnly to, CancellationToken cancellation) => (await OfAsync([personId], from, to, cancellation))[0];

    /// <summary>For the days from one to the other, both included.</summary>
    public async Task<IReadOnlyList<PersonFacts>> OfAsync(IReadOnlyList<Guid> people, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        await ReadOrganizationAsync(cancellation);
        var clock = WallClock.Of(current.Organization.Zone);
        var (first, last) = (from.AddDays(-DayMaker.Margin), to.AddDays(DayMaker.Margin));
        // A punch of another zone may lie up to a day beside the organization's own.
        var punches = await db.EffectiveAsync(people, clock.StartOf(first.AddDays(-1)), clock.StartOf(last.AddDays(2)), cancellation);
        var spans = await db.People.Where(person => people.Contains(person.Id)).OrderBy(person => person.Id).Select(person => new { person.Id, person.CreatedAt, person.DeactivatedAt, person.SiteId, person.DepartmentId, Zone = db.Sites.Where(site => site.Id == person.SiteId).Select(site => site.Zone).FirstOrDefault() }).ToListAsync(cancellation);
        var own = (await db.ShiftAssignments.Where(assignment => assignment.PersonId != null && people.Contains(assignment.PersonId.Value) && assignment.From <= last && (assignment.Until == null || assignment.Until >= first)).AsNoTracking().ToListAsync(cancellation))
            .ToLookup(assignment => assignment.PersonId!.Value);
        var decisions = (await db.DayDecisions.Where(decision => people.Contains(decision.PersonId) && decision.On >= first && decision.On <= last).AsNoTracking().ToListAsync(cancellation)).ToLookup(decision => decision.PersonId);
        var departments = (await db.ShiftAssignments.Where(assignment => assignment.DepartmentId != null && assignment.From <= last && (assignment.Until == null || assignment.Until >= first)).AsNoTracking().ToListAsync(cancellation))
            .ToLookup(assignment => assignment.DepartmentId);
        if (own.SelectMany(one => one).Concat(departments.SelectMany(one => one)).Any(IsUnknown))
        {
            // Added since this was read.
            Forget();
            await ReadOrganizationAsync(cancellation);
        }
        var calendar = await DayCalendar.ReadAsync(db, people, first, last, cancellation);
        return [.. spans.Select(person => new PersonFacts(
            current.Organization.Id, person.Id, person.Zone ?? current.Organization.Zone, clock.DayOf(person.CreatedAt), person.DeactivatedAt is { } left ? clock.DayOf(left) : null,
            [.. punches[person.Id]], new Roster([.. own[person.Id]], person.DepartmentId is null ? [] : [.. departments[person.DepartmentId]], shifts!, rotations), policies!, calendar.Of(person.Id, person.SiteId), [.. decisions[person.Id]]))];
    }

    /// <summary>All versions of the organization's rules.</summary>
    public async Task<PolicyBook> PoliciesAsync(CancellationToken cancellation)
    {
        await ReadOrganizationAsync(cancellation);
        return policies!;
    }

    /// <summary>The organization's shifts or rules were changed: they are read again.</summary>
    public void Forget() => policies = null;

    private bool IsUnknown(ShiftAssignment assignment) =>
        assignment.ShiftId is { } shift ? !shifts!.ContainsKey(shift) : !rotations.ContainsKey(assignment.RotationId!.Value) || rotations[assignment.RotationId.Value].Days.Any(day => !shifts!.ContainsKey(day.ShiftId));

    private async Task ReadOrganizationAsync(CancellationToken cancellation)
    {
        if (policies is not null) { return; }
        shifts = await db.Shifts.AsNoTracking().ToDictionaryAsync(shift => shift.Id, cancellation);
        rotations = await db.Rotations.Include(rotation => rotation.Days).AsNoTracking().ToDictionaryAsync(rotation => rotation.Id, cancellation);
        policies = new PolicyBook(await db.AttendancePolicies.AsNoTracking().ToListAsync(cancellation));
    }
}

using FaceRek.Core.Attendance.Leaves;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Holidays and approved leave of some people over some days, read at once.</summary>
internal sealed class DayCalendar
{
    private readonly ILookup<Guid?, Holiday> holidays;
    private readonly ILookup<Guid, Leave> leaves;
    private readonly DateOnly first;
    private readonly DateOnly last;

    private DayCalendar(IEnumerable<Holiday> holidays, IEnumerable<Leave> leaves, DateOnly first, DateOnly last)
    {
        (this.first, this.last) = (first, last);
        this.holidays = holidays.OrderBy(holiday => holiday.Name, StringComparer.Ordinal).ToLookup(holiday => holiday.SiteId);
        this.leaves = leaves.OrderBy(leave => leave.RequestedAt).ToLookup(leave => leave.PersonId);
    }

    public static async Task<DayCalendar> ReadAsync(FaceRekDb db, IReadOnlyList<Guid> people, DateOnly first, DateOnly last, CancellationToken cancellation) => new(
        await db.Holidays.Between(first, last).AsNoTracking().ToListAsync(cancellation),
        await db.Leaves.Approved().Touching(first, last).Where(leave => people.Contains(leave.PersonId)).AsNoTracking().ToListAsync(cancellation), first, last);

    public DayNotes Of(Guid personId, Guid? siteId)
    {
        var named = new Dictionary<DateOnly, string>();
        foreach (var holiday in siteId is null ? holidays[null] : holidays[siteId].Concat(holidays[null])) { _ = named.TryAdd(holiday.On, holiday.Name); }
        return new DayNotes(named, LeaveOf(personId));
    }

    /// <summary>A morning and an afternoon on one day are a whole day, paid where both are.</summary>
    private Dictionary<DateOnly, DayLeave> LeaveOf(Guid personId)
    {
        var days = new Dictionary<DateOnly, DayLeave>();
        foreach (var leave in leaves[personId])
        {
            for (var day = leave.From < first ? first : leave.From; day <= leave.Until && day <= last; day = day.AddDays(1))
            {
                days[day] = days.TryGetValue(day, out var other) ? new DayLeave(LeavePart.WholeDay, other.IsPaid && leave.IsPaid) : new DayLeave(leave.Part, leave.IsPaid);
            }
        }
        return days;
    }
}

using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Approved leave of some people over some days, read at once.</summary>
internal sealed class LeaveCalendar
{
    private readonly ILookup<Guid, Leave> leaves;
    private readonly DateOnly first;
    private readonly DateOnly last;

    private LeaveCalendar(IEnumerable<Leave> leaves, DateOnly first, DateOnly last)
    {
        (this.first, this.last) = (first, last);
        this.leaves = leaves.OrderBy(leave => leave.RequestedAt).ToLookup(leave => leave.PersonId);
    }

    public static async Task<LeaveCalendar> ReadAsync(
        FaceRekDb db,
        IReadOnlyList<Guid> people,
        DateOnly first,
        DateOnly last,
        CancellationToken cancellationToken
    )
    {
        var theirs = people is [var one]
            ? db.Leaves.Where(leave => leave.PersonId == one)
            : db.Leaves.Where(leave => people.Contains(leave.PersonId));
        return new LeaveCalendar(
            await theirs.Approved().Touching(first, last).ToListAsync(cancellationToken),
            first,
            last
        );
    }

    /// <summary>A morning and an afternoon on one day are a whole day, paid where both are.</summary>
    public IReadOnlyDictionary<DateOnly, DayLeave> Of(Guid personId)
    {
        if (!leaves.Contains(personId))
        {
            return DayCalendar.None.Leave;
        }
        var days = new Dictionary<DateOnly, DayLeave>();
        foreach (var leave in leaves[personId])
        {
            for (
                var day = leave.From < first ? first : leave.From;
                day <= leave.Until && day <= last;
                day = day.AddDays(1)
            )
            {
                days[day] = days.TryGetValue(day, out var other)
                    ? new DayLeave(LeavePart.WholeDay, other.IsPaid && leave.IsPaid)
                    : new DayLeave(leave.Part, leave.IsPaid);
            }
        }
        return days;
    }
}

using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Demo;

/// <summary>Requests to correct a punch: two pending, one approved, one refused; each about an existing punch.</summary>
internal sealed class DemoCorrections(FaceRekDb db, CorrectionDesk corrections, CorrectionApproval approval)
{
    public async Task AddAsync(
        Organization organization,
        IReadOnlyList<(Person Person, DemoPerson Part)> people,
        Guid managerId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var wall = WallClock.Of(organization.Zone);
        var today = wall.DayOf(now);
        await AskAsync(
            "Eve Nakamura",
            -2,
            Direction.Out,
            -95,
            "I left for the dentist and checked out only when I passed by again."
        );
        await AskAsync("Tomás Herrera", -3, Direction.Out, 25, "The last tray was still in the oven.");
        if (await AskAsync("Luca Conti", -5, Direction.In, -12, "The queue at the entrance was long.") is { } seen)
        {
            await approval.ApproveAsync(seen, "Seen on the rota.", managerId, cancellationToken);
        }
        if (await AskAsync("Mia Lindqvist", -8, Direction.In, -60, "I was there an hour earlier.") is { } doubted)
        {
            await approval.RefuseAsync(
                doubted,
                "The shop was still closed then.",
                people.First(one => one.Part.Name == "Ada Baker").Person.UserId!.Value,
                cancellationToken
            );
        }

        // The first arrival or the last departure of a workday is moved by some minutes.
        async Task<Guid?> AskAsync(string name, int back, Direction direction, int minutes, string reason)
        {
            var person = people.First(one => one.Part.Name == name).Person;
            var day = LastWorkday(today.AddDays(back));
            var punches = await db.CountingPunches()
                .OfPerson(person.Id)
                .Between(wall.StartOf(day), wall.StartOf(day.AddDays(1)))
                .Where(punch => punch.Direction == direction)
                .EarliestFirst()
                .ToListAsync(cancellationToken);
            if ((direction == Direction.In ? punches.FirstOrDefault() : punches.LastOrDefault()) is not { } about)
            {
                return null;
            }
            var input = new CorrectionInput(
                person.Id,
                CorrectionKind.Move,
                about.Id,
                about.At.AddMinutes(minutes),
                null,
                reason
            );
            return
                await corrections.AskAsync(input, person.UserId ?? person.Id, cancellationToken)
                    is CorrectionOutcome.Done done
                ? done.Request.Id
                : null;
        }
    }

    private static DateOnly LastWorkday(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(-1),
            DayOfWeek.Sunday => day.AddDays(-2),
            _ => day,
        };
}

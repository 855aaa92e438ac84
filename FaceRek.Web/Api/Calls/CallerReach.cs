using FaceRek.Core.Attendance;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Calls;

/// <summary>Whom a caller may read about: keys and admins everybody, a manager the departments they lead and all below.</summary>
public sealed class CallerReach(FaceRekDb db, CurrentOrganization current, ApiCaller caller)
{
    public async Task<IQueryable<Person>> PeopleAsync(CancellationToken cancellation) =>
        db.People.AsNoTracking().Within(await ReachAsync(cancellation));

    public async Task<IQueryable<Punch>> PunchesAsync(CancellationToken cancellation)
    {
        var (punches, reach) = (db.Punches.AsNoTracking(), await ReachAsync(cancellation));
        var people = db.People.Within(reach);
        return reach.IsEverybody ? punches : punches.Where(punch => people.Any(person => person.Id == punch.PersonId));
    }

    public async Task<IQueryable<AttendanceDay>> DaysAsync(CancellationToken cancellation)
    {
        return db
            .AttendanceDays.AsNoTracking()
            .Within(db, new ReportScope(await ReachAsync(cancellation), DateOnly.MinValue, DateOnly.MaxValue));
    }

    public async Task<IQueryable<CorrectionRequest>> CorrectionsAsync(CancellationToken cancellation)
    {
        var (requests, reach) = (db.CorrectionRequests.AsNoTracking(), await ReachAsync(cancellation));
        var people = db.People.Within(reach);
        return reach.IsEverybody
            ? requests
            : requests.Where(request => people.Any(person => person.Id == request.PersonId));
    }

    private Task<Reach> ReachAsync(CancellationToken cancellation) =>
        Reach.OfAsync(db, current, caller.ActorId, cancellation);
}

using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>The people a caller may see: keys and admins everyone, a manager the departments they lead and all below.</summary>
public sealed class CallerVisibility(FaceRekDb db, CurrentOrganization current, ApiCaller caller)
{
    public async Task<IQueryable<Person>> PeopleAsync(CancellationToken cancellationToken) =>
        db.People.Within(await ReachAsync(cancellationToken));

    public async Task<IQueryable<Punch>> PunchesAsync(CancellationToken cancellationToken)
    {
        var (punches, reach) = (db.Punches, await ReachAsync(cancellationToken));
        var people = db.People.Within(reach);
        return reach.IsEverybody ? punches : punches.Where(punch => people.Any(person => person.Id == punch.PersonId));
    }

    public async Task<IQueryable<AttendanceDay>> DaysAsync(CancellationToken cancellationToken)
    {
        return db.AttendanceDays.Within(
            db,
            new ReportScope(await ReachAsync(cancellationToken), DateOnly.MinValue, DateOnly.MaxValue)
        );
    }

    public async Task<IQueryable<CorrectionRequest>> CorrectionsAsync(CancellationToken cancellationToken)
    {
        var (requests, reach) = (db.CorrectionRequests, await ReachAsync(cancellationToken));
        var people = db.People.Within(reach);
        return reach.IsEverybody
            ? requests
            : requests.Where(request => people.Any(person => person.Id == request.PersonId));
    }

    private Task<VisibilityScope> ReachAsync(CancellationToken cancellationToken) =>
        VisibilityScope.OfAsync(db, current, caller.ActorId, cancellationToken);
}

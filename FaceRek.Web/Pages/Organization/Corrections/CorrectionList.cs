using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Corrections;

/// <summary>Requests in list order: pending ones first, then the latest.</summary>
public sealed record CorrectionList(IReadOnlyList<CorrectionList.Row> Rows, bool HasMore)
{
    private const int MaxShown = 60;

    public static async Task<CorrectionList> ReadAsync(
        FaceRekDb db,
        IQueryable<Person> people,
        CancellationToken cancellationToken
    )
    {
        var rows = await RowsOf(
                db,
                db.CorrectionRequests.Where(request => people.Any(person => person.Id == request.PersonId))
                    .OrderBy(request => request.Status == CorrectionStatus.Pending ? 0 : 1)
                    .ThenByDescending(request => request.RequestedAt)
                    .Take(MaxShown + 1)
            )
            .ToListAsync(cancellationToken);
        return new CorrectionList([.. rows.Take(MaxShown)], rows.Count > MaxShown);
    }

    public static IQueryable<Row> RowsOf(FaceRekDb db, IQueryable<CorrectionRequest> requests) =>
        requests.Select(request => new Row(
            request,
            db.People.Where(person => person.Id == request.PersonId).Select(person => person.Name).First(),
            db.PunchAmendments.Where(earlier =>
                    earlier.PunchId == request.PunchId
                    && earlier.RequestId != request.Id
                    && earlier.At != null
                    && (request.DecidedAt == null || earlier.RecordedAt <= request.DecidedAt)
                )
                .OrderByDescending(earlier => earlier.RecordedAt)
                .ThenByDescending(earlier => earlier.Id)
                .Select(earlier => earlier.At)
                .FirstOrDefault()
                ?? db.Punches.Where(punch => punch.Id == request.PunchId)
                    .Select(punch => (DateTimeOffset?)punch.At)
                    .FirstOrDefault(),
            db.Users.Where(user => user.Id == request.DecidedById).Select(user => user.Name).FirstOrDefault()
        ));

    /// <param name="PunchAt">When the punch counted before the decision.</param>
    public sealed record Row(CorrectionRequest Request, string Name, DateTimeOffset? PunchAt, string? DecidedBy);
}

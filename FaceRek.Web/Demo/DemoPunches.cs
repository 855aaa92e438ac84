using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;

namespace FaceRek.Web.Demo;

/// <summary>A month of punches for everyone, with the days made of them.</summary>
internal sealed class DemoPunches(FaceRekDb db, FaceModels models, DayUpdater days)
{
    public async Task AddAsync(
        Organization organization,
        DemoWorkplaces workplaces,
        List<(Person Person, DemoPerson Part)> people,
        Guid managerId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var model = models.Get(organization.FaceModel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (index, (person, part)) in people.Index())
        {
            db.Punches.AddRange(
                new DemoMonth(organization, workplaces, model, managerId, now, seed: index + 1).PunchesOf(person, part)
            );
            if (part.HasLeft)
            {
                person.Deactivate(now.AddDays(-15));
            }
        }
        await db.SaveChangesAsync(cancellationToken);
        var today = organization.DayOf(now);
        foreach (var (person, _) in people)
        {
            await days.RefreshAsync(person.Id, today.AddDays(-30), today.AddDays(1), cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }
}

using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People;

/// <summary>Conditions on people that more than one place needs.</summary>
public static class PeopleQueries
{
    private const int MaxWords = 8;

    public static IQueryable<Person> Active(this IQueryable<Person> people) =>
        people.Where(p => p.Status == PersonStatus.Active);

    /// <summary>Everybody who still has a name.</summary>
    public static IQueryable<Person> Known(this IQueryable<Person> people) =>
        people.Where(p => p.Status != PersonStatus.Erased);

    /// <summary>The person a signed-in user is here, if any.</summary>
    public static IQueryable<Person> OfUser(this IQueryable<Person> people, Guid userId) =>
        people.Known().Where(p => p.UserId == userId);

    /// <summary>Those whom somebody sees and decides about.</summary>
    public static IQueryable<Person> Within(this IQueryable<Person> people, VisibilityScope reach) =>
        reach.Departments is { } departments
            ? people.Where(p => p.DepartmentId != null && departments.Contains(p.DepartmentId.Value))
            : people;

    /// <summary>Every word stands somewhere in name, external id or e-mail; case and accents do not matter.</summary>
    public static IQueryable<Person> Matching(this IQueryable<Person> people, string? search)
    {
        foreach (
            var word in Folded
                .Of(search ?? "")
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Take(MaxWords)
        )
        {
            people = people.Where(p => p.SearchKey.Contains(word));
        }
        return people;
    }

    public static IQueryable<FaceConsent> Live(this IQueryable<FaceConsent> consents, Guid personId) =>
        consents.Where(c => c.PersonId == personId && c.WithdrawnAt == null);

    /// <summary>
    /// The precondition of every template. Ask inside the person's turn (<see cref="RowLocks"/>) in which the template is written, so that a withdrawal is
    /// either seen or comes after and destroys what was written.
    /// </summary>
    public static Task<bool> AreGivenAsync(
        this IQueryable<FaceConsent> consents,
        Guid personId,
        CancellationToken cancellationToken
    ) => consents.Live(personId).AnyAsync(cancellationToken);

    /// <summary>Destroys the person's templates and crops, what their frames are known by, and the key that would open any copy of them. Runs in the caller's transaction.</summary>
    /// <returns>How many there were.</returns>
    internal static async Task<int> DestroyFacesAsync(
        this FaceRekDb db,
        Person person,
        CancellationToken cancellationToken
    )
    {
        // Both go by statement: what this context remembers of the person may be older than an enrolment.
        await db
            .People.Where(p => p.Id == person.Id)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.SealedFaceKey, (byte[]?)null), cancellationToken);
        await db.BurstFingerprints.Where(burst => burst.PersonId == person.Id).ExecuteDeleteAsync(cancellationToken);
        var destroyed = await db
            .FaceTemplates.Where(t => t.PersonId == person.Id)
            .ExecuteDeleteAsync(cancellationToken);
        await db.FaceCrops.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync(cancellationToken);
        await db.LookAlikes.OfPerson(person.Id).ExecuteDeleteAsync(cancellationToken);
        await db.NoteFacesChangedAsync(person.OrganizationId, person.Id, cancellationToken);
        return destroyed;
    }
}

using System.Security.Cryptography;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Demo;

/// <summary>An organization to explore: a month of punches, and drawn people enrolled by the real engine through the real desks.</summary>
internal sealed class DemoOrganization(
    FaceRekDb db,
    CurrentOrganization current,
    UserManager<User> users,
    FaceModels models,
    IServiceProvider services,
    TimeProvider clock
)
{
    public const string Slug = "demo-bakery";

    /// <summary>Used until everything is created, which takes many transactions.</summary>
    public const string UnfinishedSlug = "demo-bakery-unfinished";

    /// <returns>False when it already existed; nothing was changed.</returns>
    public async Task<bool> CreateAsync(CancellationToken cancellationToken)
    {
        if (await db.Organizations.AnyAsync(organization => organization.Slug == Slug, cancellationToken))
        {
            return false;
        }
        await ForgetUnfinishedAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var organization = new Organization
        {
            Name = "Baker & Daughters",
            Slug = UnfinishedSlug,
            Zone = "Europe/London",
            FaceModel = models.First().Name,
            CreatedAt = now.AddDays(-DemoBilling.DaysInTrial),
        };
        current.Enter(organization, Role.Owner);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Organizations.Add(organization);
        await db.SaveChangesAsync(cancellationToken);
        var members = await AddUsersAsync(organization, now);
        var workplaces = new DemoWorkplaces(db, organization, members, now);
        workplaces.AddPlaces();
        await db.SaveChangesAsync(cancellationToken);
        var people = AddPeople(organization, members, now);
        workplaces.Employ(people);
        workplaces.AddLeave(people.ToDictionary(one => one.Person.Name, one => one.Person));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        var admin = members[Role.Admin].Id;
        await ActivatorUtilities.CreateInstance<DemoEnrollment>(services).AddAsync(people, admin, cancellationToken);
        await ActivatorUtilities
            .CreateInstance<DemoPunches>(services)
            .AddAsync(organization, workplaces, people, members[Role.Manager].Id, now, cancellationToken);
        await AddBillingAsync(organization, now, cancellationToken);
        AddKeys(organization, admin, now);
        await db.SaveChangesAsync(cancellationToken);
        await ActivatorUtilities
            .CreateInstance<DemoAttendance>(services)
            .AddAsync(organization, admin, now, cancellationToken);
        await ActivatorUtilities
            .CreateInstance<DemoCorrections>(services)
            .AddAsync(organization, people, members[Role.Manager].Id, now, cancellationToken);
        await db
            .Organizations.Where(row => row.Id == organization.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Slug, Slug), cancellationToken);
        return true;
    }

    /// <summary>Deletes what an interrupted run left behind, with its users: half a demo would look like a bug.</summary>
    private async Task ForgetUnfinishedAsync(CancellationToken cancellationToken)
    {
        if (
            await db
                .Organizations.AsTracking()
                .SingleOrDefaultAsync(organization => organization.Slug == UnfinishedSlug, cancellationToken)
            is not { } unfinished
        )
        {
            return;
        }
        // A scope serves one organization, and this one serves the new one.
        await using var scope = services.CreateAsyncScope();
        var (its, there) = (
            scope.ServiceProvider.GetRequiredService<FaceRekDb>(),
            scope.ServiceProvider.GetRequiredService<CurrentOrganization>()
        );
        there.Enter(unfinished);
        var emails = DemoCast.Users.Select(user => user.Email).ToList();
        await its.Users.Where(user => emails.Contains(user.Email!)).ExecuteDeleteAsync(cancellationToken);
        await its.DeleteOrganizationAsync(there, cancellationToken);
    }

    /// <summary>Keys as an organization would have them; their secrets are known to no one.</summary>
    private void AddKeys(Organization organization, Guid adminId, DateTimeOffset now)
    {
        ApiKey Key(string name, DateTimeOffset? until, params string[] scopes) =>
            new()
            {
                OrganizationId = organization.Id,
                Name = name,
                SecretHash = RandomNumberGenerator.GetBytes(32),
                Scopes = ApiScope.Join(scopes),
                Networks = "",
                CreatedById = adminId,
                CreatedAt = now.AddDays(-20),
                ExpiresAt = until,
            };
        var former = Key("Old payroll", null, ApiScope.PunchesRead);
        former.Revoke(now.AddDays(-3));
        db.ApiKeys.AddRange(
            Key("HR suite", now.AddDays(345), ApiScope.PeopleRead, ApiScope.PeopleWrite, ApiScope.DaysRead),
            Key("Gate terminal", null, ApiScope.PunchesWrite, ApiScope.PunchesDevice),
            former
        );
    }

    private async Task<Dictionary<Role, User>> AddUsersAsync(Organization organization, DateTimeOffset now)
    {
        var members = new Dictionary<Role, User>();
        foreach (var part in DemoCast.Users)
        {
            var user = new User
            {
                Name = part.Name,
                Email = part.Email,
                UserName = part.Email,
                EmailConfirmed = true,
                CreatedAt = now,
            };
            var created = await users.CreateAsync(user, DemoCast.Password);
            if (!created.Succeeded)
            {
                throw new InvalidOperationException(created.Errors.First().Description);
            }
            db.Memberships.Add(
                new Membership
                {
                    OrganizationId = organization.Id,
                    UserId = user.Id,
                    Role = part.Role,
                    CreatedAt = now,
                }
            );
            members[part.Role] = user;
        }
        return members;
    }

    private List<(Person Person, DemoPerson Part)> AddPeople(
        Organization organization,
        Dictionary<Role, User> members,
        DateTimeOffset now
    )
    {
        var people = DemoCast
            .People.Select(part =>
                (
                    Person: new Person
                    {
                        Id = DrawnLikeness.NewIdOf(part.Face),
                        OrganizationId = organization.Id,
                        Name = part.Name,
                        ExternalId = part.ExternalId,
                        UserId = members.Values.FirstOrDefault(user => user.Name == part.Name)?.Id,
                        Email = members.Values.FirstOrDefault(user => user.Name == part.Name)?.Email,
                        PinHash = part.Name == members[Role.Employee].Name ? Pin.Hash(DemoCast.Pin) : null,
                        CreatedAt = now.AddDays(-40),
                    },
                    part
                )
            )
            .ToList();
        db.People.AddRange(people.Select(one => one.Person));
        return people;
    }

    private async Task AddBillingAsync(
        Organization organization,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        db.SeatDays.AddRange(DemoBilling.Days(organization, await db.CountSeatsAsync(cancellationToken), now));
        await db.SaveChangesAsync(cancellationToken);
    }
}

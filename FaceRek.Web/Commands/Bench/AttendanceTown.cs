using System.Security.Claims;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FaceRek.Web.Commands.Bench;

/// <summary>The organization for the attendance benchmark: every person has a shift and four punches a day, from a fixed seed.</summary>
internal sealed record AttendanceTown(
    Organization Organization,
    Guid OwnerId,
    IReadOnlyList<Guid> People,
    DateOnly From,
    DateOnly Until,
    DateTimeOffset Now
)
{
    private const string Zone = "Europe/London";
    private const int Seed = 1;
    private const int PunchesADay = 4;

    /// <summary>Minutes after midnight, before random variation.</summary>
    private static readonly int[] Minutes = [470, 720, 750, 990];

    /// <summary>Name, path, and the limit in ms at p95; a page that does not exist is reported so.</summary>
    public IReadOnlyList<(string Name, string Path, double Limit)> Pages =>
        [
            ("month calendar", $"/{Organization.Slug}/attendance/{People[People.Count / 2]}", 50),
            ("team week", $"/{Organization.Slug}/week", 100),
            ("register of a month", $"/{Organization.Slug}/reports/register", 500),
            ("exceptions", $"/{Organization.Slug}/exceptions", 100),
        ];

    public static async Task<AttendanceTown> BuildAsync(
        IServiceProvider services,
        int people,
        int punches,
        CancellationToken cancellationToken
    )
    {
        await using var scope = services.CreateAsyncScope();
        var (db, now) = (
            scope.ServiceProvider.GetRequiredService<FaceRekDb>(),
            scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow()
        );
        var days = (punches + (people * PunchesADay) - 1) / (people * PunchesADay);
        var until = WallClock.Of(Zone).DayOf(now).AddDays(-1);
        var from = until.AddDays(1 - days);
        var since = WallClock.Of(Zone).StartOf(from);
        var organization = new Organization
        {
            Name = "Bench",
            Slug = "bench",
            Zone = Zone,
            FaceModel = "classic",
            CreatedAt = since,
        };
        var owner = new User
        {
            Name = "Owner",
            Email = "owner@bench.example",
            UserName = "owner@bench.example",
            EmailConfirmed = true,
            CreatedAt = since,
        };
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization, Role.Owner);
        await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(owner);

        var shift = new Shift
        {
            OrganizationId = organization.Id,
            Name = "Day",
            StartsAt = new TimeOnly(8, 0),
            Minutes = 510,
            Days = WeekDays.All,
            CreatedAt = since,
        };
        var persons = Enumerable
            .Range(1, people)
            .Select(number => new Person
            {
                OrganizationId = organization.Id,
                Name = $"Person {number:00000}",
                CreatedAt = since,
            })
            .ToList();
        db.AddRange(
            organization,
            new Membership
            {
                OrganizationId = organization.Id,
                UserId = owner.Id,
                Role = Role.Owner,
                CreatedAt = since,
            },
            shift
        );
        await db.SaveChangesAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.InsertAsync(persons, cancellationToken);
        await db.InsertAsync(
            persons.Select(person => new ShiftAssignment
            {
                OrganizationId = organization.Id,
                PersonId = person.Id,
                ShiftId = shift.Id,
                From = from,
                CreatedAt = since,
                CreatedById = owner.Id,
            }),
            cancellationToken
        );
        await db.InsertAsync(Punches(organization, owner.Id, persons, from, days).Take(punches), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AttendanceTown(organization, owner.Id, [.. persons.Select(person => person.Id)], from, until, now);
    }

    /// <summary>A browser in which the owner is signed in.</summary>
    public async Task<HttpClient> ClientAsync(BenchApp app, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var owner =
            await scope.ServiceProvider.GetRequiredService<UserManager<User>>().FindByIdAsync(OwnerId.ToString())
            ?? throw new CommandException("The owner of the bench was not found.");
        var principal = await scope
            .ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<User>>()
            .CreateAsync(owner);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim("sid", Guid.CreateVersion7().ToString("N")));
        var options = scope
            .ServiceProvider.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(IdentityConstants.ApplicationScheme);
        var ticket = new AuthenticationTicket(
            principal,
            new AuthenticationProperties { IssuedUtc = Now, ExpiresUtc = Now + options.ExpireTimeSpan },
            IdentityConstants.ApplicationScheme
        );
        cancellationToken.ThrowIfCancellationRequested();
        // Without a cookie jar: the application renews the cookie for https only, and the jar would then not send it over http.
        var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = app.Address,
        };
        client.DefaultRequestHeaders.Add("Cookie", $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}");
        return client;
    }

    private static IEnumerable<Punch> Punches(
        Organization organization,
        Guid ownerId,
        List<Person> people,
        DateOnly from,
        int days
    )
    {
        var (dice, clock) = (new Random(Seed), WallClock.Of(Zone));
        for (var day = 0; day < days; day++)
        {
            var midnight = clock.StartOf(from.AddDays(day));
            foreach (var person in people)
            {
                foreach (var (index, minute) in Minutes.Index())
                {
                    var at = midnight.AddMinutes(minute).AddSeconds(dice.Next(1500));
                    yield return new Punch
                    {
                        OrganizationId = organization.Id,
                        PersonId = person.Id,
                        Number = (day * PunchesADay) + index + 1,
                        At = at,
                        Zone = Zone,
                        Direction = index % 2 == 0 ? Direction.In : Direction.Out,
                        DirectionSource = DirectionSource.Alternation,
                        Way = PunchWay.Pin,
                        RecordedAt = at,
                        RecordedById = ownerId,
                    };
                }
            }
        }
    }
}

using System.Net;
using System.Security.Claims;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FaceRek.Tests.Support;

/// <summary>
/// The named organizations of all tests: a bakery with one user of each role, and a harbour that must never see the
/// bakery. Ada owns the bakery, Ben is its admin, Mia its manager, Eve its employee and the only one who is also a
/// person; Olaf owns the harbour.
/// </summary>
public sealed class World
{
    public const string Password = "correct horse battery";
    public const int HashRounds = 100;
    private static readonly string PasswordHash = new PasswordHasher<User>(
        Options.Create(new PasswordHasherOptions { IterationCount = HashRounds })
    ).HashPassword(null!, Password);

    private readonly FaceRekApp app;

    private World(FaceRekApp app) => this.app = app;

    public Organization Bakery { get; private set; } = null!;
    public Organization Harbour { get; private set; } = null!;
    public User Ada { get; private set; } = null!;
    public User Ben { get; private set; } = null!;
    public User Mia { get; private set; } = null!;
    public User Eve { get; private set; } = null!;
    public User Olaf { get; private set; } = null!;

    /// <summary>Eve as a person of the bakery.</summary>
    public Person EvePerson { get; private set; } = null!;

    /// <summary>A person of the harbour, for requests from the bakery.</summary>
    public Person HarbourPerson { get; private set; } = null!;

    public static async Task<World> CreateAsync(FaceRekApp app)
    {
        var world = new World(app);
        (world.Bakery, world.Harbour) = (
            world.NewOrganization("Baker & Daughters", "bakery"),
            world.NewOrganization("North Harbour", "harbour")
        );
        (world.Ada, world.Ben, world.Mia, world.Eve) = (
            world.NewUser("Ada Baker"),
            world.NewUser("Ben Admin"),
            world.NewUser("Mia Manager"),
            world.NewUser("Eve Employee")
        );
        world.Olaf = world.NewUser("Olaf Harbour");
        world.EvePerson = new Person
        {
            OrganizationId = world.Bakery.Id,
            Name = world.Eve.Name,
            ExternalId = "E-1",
            Email = world.Eve.Email,
            UserId = world.Eve.Id,
            CreatedAt = app.Clock.GetUtcNow(),
        };
        world.HarbourPerson = new Person
        {
            OrganizationId = world.Harbour.Id,
            Name = "Hanna Harbour",
            ExternalId = "H-1",
            CreatedAt = app.Clock.GetUtcNow(),
        };
        await world.SaveAsync(
            world.Bakery,
            [world.Ada, world.Ben, world.Mia, world.Eve],
            [Role.Owner, Role.Admin, Role.Manager, Role.Employee],
            world.EvePerson
        );
        await world.SaveAsync(world.Harbour, [world.Olaf], [Role.Owner], world.HarbourPerson);
        return world;
    }

    /// <summary>A browser in which <paramref name="user"/> is signed in; null for an anonymous visitor.</summary>
    public async Task<HttpClient> ClientOfAsync(User? user) =>
        user is null ? app.NewClient() : app.NewClient(await SignInCookieAsync(user));

    /// <summary>The cookie of the sign-in page, made by the same code without hashing a password each time.</summary>
    public async Task<Cookie> SignInCookieAsync(User user)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var principal = await scope
            .ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<User>>()
            .CreateAsync(user);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim("sid", Guid.CreateVersion7().ToString("N")));
        var options = scope
            .ServiceProvider.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(IdentityConstants.ApplicationScheme);
        var now = app.Clock.GetUtcNow();
        var ticket = new AuthenticationTicket(
            principal,
            new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan },
            IdentityConstants.ApplicationScheme
        );
        return new Cookie(options.Cookie.Name!, options.TicketDataFormat.Protect(ticket), "/");
    }

    /// <summary>The organization buys the plan, for tests after the trial.</summary>
    public Task SubscribeAsync(Organization organization, Plan plan) =>
        app.InAsync(
            organization,
            async (FaceRekDb db) =>
            {
                var (id, now) = ($"sub_{organization.Slug}", app.Clock.GetUtcNow());
                var subscription = new Subscription { OrganizationId = organization.Id, StripeId = id };
                subscription.Apply(
                    new SubscriptionSnapshot(
                        id,
                        "si_1",
                        SubscriptionStatus.Active,
                        plan.PriceBy(BillingInterval.Year)!.LookupKey,
                        50,
                        now
                    )
                    {
                        PeriodStartAt = now,
                        PeriodEndAt = now.AddYears(1),
                    },
                    now
                );
                db.Add(subscription);
                await db.SaveChangesAsync();
            }
        );

    private Organization NewOrganization(string name, string slug) =>
        // Liveness is off where it is not tested, so that other tests may send one frame twice.
        new()
        {
            Name = name,
            Slug = slug,
            Zone = "Europe/London",
            FaceModel = "classic",
            Liveness = LivenessLevel.Off,
            CreatedAt = app.Clock.GetUtcNow(),
        };

    private User NewUser(string name)
    {
        var email =
            $"{name.Split(' ')[0].ToLowerInvariant()}@{(name.EndsWith("Harbour", StringComparison.Ordinal) ? "harbour" : "bakery")}.example";
        return new User
        {
            Name = name,
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            EmailConfirmed = true,
            PasswordHash = PasswordHash,
            SecurityStamp = Guid.CreateVersion7().ToString("N"),
            CreatedAt = app.Clock.GetUtcNow(),
        };
    }

    private Task SaveAsync(Organization organization, User[] users, Role[] roles, Person person) =>
        app.InAsync(
            organization,
            async (FaceRekDb db) =>
            {
                db.Add(organization);
                db.AddRange(users.Cast<object>());
                db.AddRange(
                    users.Zip(
                        roles,
                        (user, role) =>
                            (object)
                                new Membership
                                {
                                    OrganizationId = organization.Id,
                                    UserId = user.Id,
                                    Role = role,
                                    CreatedAt = app.Clock.GetUtcNow(),
                                }
                    )
                );
                db.Add(person);
                await db.SaveChangesAsync();
            }
        );
}

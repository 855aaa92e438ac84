using System.Net;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.ApiAccess;

/// <summary>Keys and sign-ins from creation to end, against the real database and a clock that a test moves.</summary>
public sealed class AccessDesksTests : IAsyncLifetime
{
    private static readonly CancellationToken Whatever = CancellationToken.None;

    private FaceRekApp app = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_invalid_key_is_not_created_and_the_reason_is_named()
    {
        var now = app.Clock.GetUtcNow();
        Assert.IsType<ApiKeyOutcome.NameInvalid>(await CreateAsync(Good() with { Name = " " }));
        Assert.IsType<ApiKeyOutcome.NameInvalid>(await CreateAsync(Good() with { Name = new string('x', 101) }));
        Assert.IsType<ApiKeyOutcome.ScopeInvalid>(await CreateAsync(Good() with { Scopes = [] }));
        Assert.IsType<ApiKeyOutcome.ScopeInvalid>(
            await CreateAsync(Good() with { Scopes = [ApiScope.PeopleRead, ApiScope.KeysWrite] })
        );
        Assert.IsType<ApiKeyOutcome.NetworkInvalid>(await CreateAsync(Good() with { Networks = ["nowhere"] }));
        Assert.IsType<ApiKeyOutcome.ExpiryPast>(await CreateAsync(Good() with { ExpiresAt = now }));
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Equal(0, await db.ApiKeys.CountAsync()));

        var made = Assert.IsType<ApiKeyOutcome.Created>(
            await CreateAsync(
                new ApiKeyRequest(
                    $" {new string('x', 100)} ",
                    [ApiScope.FacesMatch, ApiScope.PeopleRead],
                    ["192.0.2.7"],
                    now.AddTicks(1).ToOffset(TimeSpan.FromHours(5))
                )
            )
        );
        Assert.Equal(
            (new string('x', 100), "people:read faces:match", "192.0.2.7/32", world.Ben.Id, now, world.Bakery.Id),
            (
                made.Key.Name,
                made.Key.Scopes,
                made.Key.Networks,
                made.Key.CreatedById,
                made.Key.CreatedAt,
                made.Key.OrganizationId
            )
        );
        Assert.Equal((now.AddTicks(1), TimeSpan.Zero), (made.Key.ExpiresAt, made.Key.ExpiresAt!.Value.Offset));

        app.Clock.Advance(PlanCatalogue.TrialLength);
        Assert.IsType<ApiKeyOutcome.NotEntitled>(await CreateAsync(Good()));
    }

    [Fact]
    public async Task Fifty_keys_may_be_in_use_and_those_that_ended_do_not_count()
    {
        var keys = new List<ApiKeyOutcome.Created>();
        for (var number = 0; number < 50; number++)
        {
            keys.Add(
                Assert.IsType<ApiKeyOutcome.Created>(
                    await CreateAsync(
                        Good() with
                        {
                            ExpiresAt = number == 0 ? app.Clock.GetUtcNow().AddHours(1) : null,
                        }
                    )
                )
            );
        }
        Assert.IsType<ApiKeyOutcome.TooMany>(await CreateAsync(Good()));
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<ApiKeyOutcome.Created>(await CreateAsync(Good()));
        Assert.IsType<ApiKeyOutcome.TooMany>(await CreateAsync(Good()));
        Assert.True(await DeskAsync(desk => desk.RevokeAsync(keys[1].Key.Id, world.Ben.Id, Whatever)));
        Assert.True(await DeskAsync(desk => desk.RevokeAsync(keys[1].Key.Id, world.Ben.Id, Whatever)));
        Assert.False(await DeskAsync(desk => desk.RevokeAsync(Guid.CreateVersion7(), world.Ben.Id, Whatever)));
        Assert.IsType<ApiKeyOutcome.Created>(await CreateAsync(Good()));
        // Another organization has fifty keys of its own, and cannot revoke ours.
        Assert.False(
            await app.InAsync(
                world.Harbour,
                services =>
                    services.GetRequiredService<ApiKeyDesk>().RevokeAsync(keys[2].Key.Id, world.Olaf.Id, Whatever)
            )
        );
    }

    [Fact]
    public async Task A_key_is_recognised_by_its_secret_from_its_networks_while_it_is_in_use()
    {
        var made = Assert.IsType<ApiKeyOutcome.Created>(
            await CreateAsync(
                Good() with
                {
                    Networks = ["192.0.2.0/24"],
                    ExpiresAt = app.Clock.GetUtcNow().AddHours(1),
                }
            )
        );
        var (inside, outside) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.3.1"));
        var key = await RecogniseAsync(made.Text, inside);
        Assert.Equal((made.Key.Id, world.Bakery.Id), (key!.Id, key.Organization!.Id));
        Assert.Null(await RecogniseAsync(made.Text, outside));
        Assert.Null(await RecogniseAsync(made.Text[..^1] + (made.Text[^1] == 'A' ? 'B' : 'A'), inside));
        Assert.Null(await RecogniseAsync(ApiKeyText.Of(Guid.CreateVersion7(), made.Text[42..]), inside));
        Assert.Null(await RecogniseAsync(null, inside));
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await RecogniseAsync(made.Text, inside));
    }

    [Fact]
    public async Task The_use_of_a_key_is_noted_once_a_minute()
    {
        var made = Assert.IsType<ApiKeyOutcome.Created>(await CreateAsync(Good()));
        var first = app.Clock.GetUtcNow();
        Assert.Equal(first, await NotedAsync());
        app.Clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Equal(first, await NotedAsync());
        app.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(first.AddMinutes(1), await NotedAsync());

        Task<DateTimeOffset?> NotedAsync() =>
            app.InAsync(
                world.Bakery,
                async services =>
                {
                    var desk = services.GetRequiredService<ApiKeyDesk>();
                    await desk.NoteUseAsync((await desk.FindAsync(made.Key.Id, Whatever))!, Whatever);
                    return (await desk.FindAsync(made.Key.Id, Whatever))!.LastUsedAt;
                }
            );
    }

    /// <summary>Within ten seconds it counts as a lost response; after that another party has the token.</summary>
    [Theory]
    [InlineData(10_000, false)]
    [InlineData(10_001, true)]
    public async Task A_refresh_token_that_comes_twice_ends_the_sign_in_after_ten_seconds(
        int milliseconds,
        bool isReuse
    )
    {
        var (family, secret) = await BeginAsync();
        Assert.Equal(
            (world.Bakery.Id, world.Eve.Id, "people:read", app.Clock.GetUtcNow()),
            (family.OrganizationId, family.UserId, family.Scopes, family.BeganAt)
        );
        var next = Assert.IsType<RefreshOutcome.Renewed>(await RenewAsync(secret));
        Assert.Equal(family.Id, next.Family.Id);
        app.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        var again = await RenewAsync(secret);
        if (isReuse)
        {
            var reused = Assert.IsType<RefreshOutcome.Reused>(again).Family;
            Assert.Equal((family.Id, world.Eve.Email), (reused.Id, reused.User!.Email));
            Assert.Equal(app.Clock.GetUtcNow(), (await FamilyAsync(family.Id))!.RevokedAt);
            Assert.IsType<RefreshOutcome.Refused>(await RenewAsync(next.Secret));
        }
        else
        {
            Assert.IsType<RefreshOutcome.Refused>(again);
            Assert.Null((await FamilyAsync(family.Id))!.RevokedAt);
            Assert.IsType<RefreshOutcome.Renewed>(await RenewAsync(next.Secret));
        }
    }

    [Fact]
    public async Task A_sign_in_is_renewed_until_it_is_too_old_or_was_revoked_and_an_unknown_token_is_refused()
    {
        var (_, secret) = await BeginAsync();
        Assert.IsType<RefreshOutcome.Refused>(await RenewAsync("nothing"));
        app.Clock.Advance(TokenFamily.Lifetime - TimeSpan.FromTicks(1));
        var next = Assert.IsType<RefreshOutcome.Renewed>(await RenewAsync(secret)).Secret;
        app.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.IsType<RefreshOutcome.Refused>(await RenewAsync(next));

        var (other, otherSecret) = await BeginAsync();
        var (bystander, _) = await BeginAsync();
        await app.InAsync(
            world.Harbour,
            async services =>
            {
                await services.GetRequiredService<TokenDesk>().RevokeAsync("nothing", Whatever);
                return 0;
            }
        );
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<TokenDesk>().RevokeAsync(otherSecret, Whatever);
        }
        var first = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromHours(1));
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<TokenDesk>().RevokeAsync(otherSecret, Whatever);
        }
        Assert.Equal(first, (await FamilyAsync(other.Id))!.RevokedAt);
        Assert.Null((await FamilyAsync(bystander.Id))!.RevokedAt);
        Assert.IsType<RefreshOutcome.Refused>(await RenewAsync(otherSecret));
    }

    private static ApiKeyRequest Good() => new("HR", [ApiScope.PeopleRead], [], null);

    private Task<ApiKeyOutcome> CreateAsync(ApiKeyRequest request) =>
        DeskAsync(desk => desk.CreateAsync(request, world.Ben.Id, Whatever));

    private Task<T> DeskAsync<T>(Func<ApiKeyDesk, Task<T>> ask) =>
        app.InAsync(world.Bakery, services => ask(services.GetRequiredService<ApiKeyDesk>()));

    private async Task<ApiKey?> RecogniseAsync(string? text, IPAddress from)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ApiKeyDesk>().RecogniseAsync(text, from, Whatever);
    }

    private Task<(TokenFamily Family, string Secret)> BeginAsync() =>
        app.InAsync(
            world.Bakery,
            services =>
                services.GetRequiredService<TokenDesk>().BeginAsync(world.Eve, ["people:read", "nonsense"], Whatever)
        );

    private async Task<RefreshOutcome> RenewAsync(string secret)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TokenDesk>().RenewAsync(secret, Whatever);
    }

    private async Task<TokenFamily?> FamilyAsync(Guid id)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TokenDesk>().FindFamilyAsync(id, Whatever);
    }
}

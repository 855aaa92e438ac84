using System.Net;
using System.Text;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;

namespace FaceRek.Tests.Core.ApiAccess;

/// <summary>Keys, scopes, networks and lifetimes, each limit from both sides.</summary>
public sealed class AccessFactsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, false, ApiKeyState.InUse)]
    [InlineData(1, false, ApiKeyState.InUse)]
    [InlineData(0, false, ApiKeyState.Expired)]
    [InlineData(-1, false, ApiKeyState.Expired)]
    [InlineData(null, true, ApiKeyState.Revoked)]
    [InlineData(-1, true, ApiKeyState.Revoked)]
    public void A_key_is_in_use_until_the_instant_in_which_it_expires_or_is_revoked(
        int? ticks,
        bool isRevoked,
        ApiKeyState state
    )
    {
        var key = NewKey(ticks is { } more ? Now.AddTicks(more) : null);
        if (isRevoked)
        {
            key.Revoke(Now.AddDays(-1));
            key.Revoke(Now);
            Assert.Equal(Now.AddDays(-1), key.RevokedAt);
        }
        Assert.Equal((state, state == ApiKeyState.InUse), (key.StateAt(Now), key.MayBeUsed(Now, null)));
        Assert.Equal(state == ApiKeyState.InUse, ((ApiKey[])[key]).AsQueryable().InUse(Now).Any());
    }

    [Fact]
    public void A_key_is_used_from_its_networks()
    {
        var key = NewKey(null, "192.0.2.0/24");
        Assert.True(key.MayBeUsed(Now, IPAddress.Parse("192.0.2.9")));
        Assert.False(key.MayBeUsed(Now, IPAddress.Parse("192.0.3.9")));
        Assert.False(key.MayBeUsed(Now, null));
    }

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.7/32", "192.0.2.7", true)]
    [InlineData("192.0.2.7/32", "192.0.2.8", false)]
    [InlineData("192.0.2.7/32 2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("192.0.2.7/32 2001:db8::/32", "2001:db9::1", false)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.9", true)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.3.9", false)]
    [InlineData("", "203.0.113.1", true)]
    public void An_address_is_in_one_of_the_networks_however_it_is_written(string list, string address, bool isIn) =>
        Assert.Equal(isIn, NetworkList.Holds(list, IPAddress.Parse(address)));

    [Fact]
    public void A_list_of_networks_is_kept_in_one_form_and_each_once()
    {
        Assert.True(NetworkList.TryRead([" 192.0.2.7 ", "192.0.2.7/32", "2001:DB8::1", "10.0.0.0/8"], out var list));
        Assert.Equal("192.0.2.7/32 2001:db8::1/128 10.0.0.0/8", list);
        Assert.Equal(["192.0.2.7/32", "2001:db8::1/128", "10.0.0.0/8"], NetworkList.Split(list));
        Assert.True(NetworkList.TryRead([], out list));
        Assert.Equal("", list);
        Assert.True(NetworkList.Holds(list, null));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0x7f.1")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("everywhere")]
    [InlineData("")]
    [InlineData("192.0.2.007")]
    public void What_is_no_address_and_no_network_is_refused(string network)
    {
        Assert.False(NetworkList.TryRead(["192.0.2.7", network], out var list));
        Assert.Null(list);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Twenty_networks_are_enough(int count, bool isList) =>
        Assert.Equal(
            isList,
            NetworkList.TryRead(Enumerable.Range(0, count).Select(number => $"192.0.2.{number}"), out _)
        );

    [Fact]
    public void A_key_is_read_back_as_it_was_written_and_nothing_else_is_one()
    {
        var (id, secret) = (Guid.CreateVersion7(), Secret.New());
        var text = ApiKeyText.Of(id, secret);
        Assert.Equal($"frk_live_{id:N}_{secret}", text);
        Assert.True(ApiKeyText.TryRead(text, out var readId, out var readSecret));
        Assert.Equal((id, secret), (readId, readSecret));
        foreach (
            var other in (string?[])
                [
                    null,
                    "",
                    text[1..],
                    text + "x",
                    text.ToUpperInvariant(),
                    text.Replace("live", "test", StringComparison.Ordinal),
                    "frk_live_" + new string('g', 32) + text[41..],
                    text[..41] + "-" + text[42..],
                ]
        )
        {
            Assert.False(ApiKeyText.TryRead(other, out _, out _));
        }
    }

    [Fact]
    public void A_secret_is_256_bits_and_kept_as_its_sha_256()
    {
        Assert.Equal(43, Secret.New().Length);
        Assert.NotEqual(Secret.New(), Secret.New());
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("abc")), Secret.Hash("abc"));
    }

    [Fact]
    public void A_role_has_the_scopes_that_are_documented_and_a_key_all_but_the_making_of_keys()
    {
        string[] all =
        [
            "people:read",
            "people:write",
            "consents:read",
            "consents:write",
            "faces:read",
            "faces:write",
            "faces:match",
            "faces:scores",
            "models:read",
            "models:write",
            "punches:read",
            "punches:write",
            "punches:device",
            "days:read",
            "corrections:read",
            "corrections:write",
            "usage:read",
            "webhooks:read",
            "webhooks:write",
            "keys:read",
            "keys:write",
        ];
        Assert.Equal(all, ApiScope.All);
        Assert.Equal(all[..^1], ApiScope.OfKeys);
        Assert.Equal(all, ApiScope.Of(Role.Owner));
        Assert.Equal(all, ApiScope.Of(Role.Admin));
        Assert.Equal(
            ["people:read", "punches:read", "days:read", "corrections:read", "corrections:write"],
            ApiScope.Of(Role.Manager)
        );
        Assert.Empty(ApiScope.Of(Role.Employee));
    }

    [Fact]
    public void Scopes_are_written_in_one_order_and_unknown_ones_not_at_all()
    {
        Assert.Equal(
            "people:read faces:match",
            ApiScope.Join(["faces:match", "nonsense", "people:read", "people:read"])
        );
        Assert.Equal(["people:read", "faces:match"], ApiScope.Split(" people:read  faces:match "));
        Assert.Empty(ApiScope.Split(""));
    }

    [Theory]
    [InlineData(-1, false, true)]
    [InlineData(0, false, false)]
    [InlineData(-1, true, false)]
    public void A_sign_in_lives_for_thirty_days(int ticks, bool isRevoked, bool isAlive)
    {
        var family = new TokenFamily
        {
            OrganizationId = Guid.CreateVersion7(),
            UserId = Guid.CreateVersion7(),
            Scopes = "",
            SecurityStamp = "",
            BeganAt = Now,
        };
        if (isRevoked)
        {
            typeof(TokenFamily).GetProperty(nameof(TokenFamily.RevokedAt))!.SetValue(family, Now);
        }
        Assert.Equal((Now.AddDays(30), isAlive), (family.ExpiresAt, family.IsAlive(Now.AddDays(30).AddTicks(ticks))));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void A_token_key_is_published_for_an_hour_after_its_thirty_days(int ticks, bool isPublished)
    {
        var key = new TokenKey
        {
            Sealed = [],
            CreatedAt = Now,
            SignsFrom = Now,
        };
        Assert.Equal(
            (Now.AddDays(30), isPublished),
            (key.SignsUntil, key.IsPublished(Now.AddDays(30).AddHours(1).AddTicks(ticks)))
        );
    }

    [Fact]
    public void Lengths_of_time_are_those_that_are_promised() =>
        Assert.Equal(
            (
                TimeSpan.FromMinutes(1),
                TimeSpan.FromSeconds(10),
                TimeSpan.FromDays(30),
                TimeSpan.FromHours(24),
                TimeSpan.FromMinutes(1),
                TimeSpan.FromHours(24),
                50,
                255
            ),
            (
                ApiKey.UseNoted,
                RefreshToken.Grace,
                TokenFamily.Lifetime,
                TokenKey.Announced,
                IdempotentAnswer.MaxWorkTime,
                IdempotentAnswer.Kept,
                ApiKey.MaxInUse,
                IdempotentAnswer.MaxKeyLength
            )
        );

    private static ApiKey NewKey(DateTimeOffset? expires, string networks = "") =>
        new()
        {
            OrganizationId = Guid.CreateVersion7(),
            Name = "Test",
            SecretHash = [],
            Scopes = "people:read",
            Networks = networks,
            CreatedById = Guid.CreateVersion7(),
            CreatedAt = Now,
            ExpiresAt = expires,
        };
}

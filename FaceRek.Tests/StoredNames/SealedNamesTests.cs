using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Import;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Tests.Support;
using FaceRek.Web.Api.Tokens;
using FaceRek.Web.Pages.Organization.People;
using FaceRek.Web.Setup;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.StoredNames;

/// <summary>What the code encrypts, decrypted with the recorded words; and names of cookies and claims.</summary>
public sealed class SealedNamesTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private const string Purposes = "Purposes of protected data";
    private const string Contexts = "Contexts of sealed bytes";

    private static readonly DateTimeOffset At = new(2026, 2, 2, 9, 30, 15, TimeSpan.Zero);
    private static readonly byte[] MasterKey = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];
    private static readonly Guid Bakery = new("01957000-0000-7000-8000-0000000000ba");
    private static readonly Guid Eve = new("01957000-0000-7000-8000-00000000000e");

    [Fact]
    public async Task The_keys_of_tokens_open_under_the_purpose_they_were_protected_by()
    {
        _ = await town.App.Services.GetRequiredService<TokenKeys>().PublishedAsync(CancellationToken.None);
        await using var scope = town.App.Services.CreateAsyncScope();
        var row = await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .TokenKeys.OrderBy(key => key.SignsFrom)
            .FirstAsync();
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(Protector("key of tokens").Unprotect(row.Sealed), out _);
        Assert.Equal(256, pair.KeySize);
    }

    [Fact]
    public async Task An_answer_that_waits_for_a_repetition_opens_and_has_the_members_it_had()
    {
        var answer = await town.Baker.PostAsync(
            "people",
            new { name = "Kept Answer" },
            ("Idempotency-Key", "stored-names")
        );
        Assert.Equal(201, answer.Status);
        byte[]? box = null;
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
                box = (await db.IdempotentAnswers.SingleAsync(row => row.Key == "stored-names")).Sealed
        );
        var kept = JsonNode.Parse(Protector("answer").Unprotect(box!))!.AsObject();
        Golden.Holds(
            "Members of a kept answer",
            kept.Select(member => $"{member.Key}: {member.Value?.GetValueKind()}")
        );
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public void The_note_in_a_known_browser_opens(string scheme)
    {
        var context = new DefaultHttpContext { Request = { Scheme = scheme } };
        town.App.Services.GetRequiredService<TrustedBrowserCookie>().Remember(context, Eve);
        var value = Uri.UnescapeDataString(
            context.Response.Headers.SetCookie.ToString().Split(';')[0].Split('=', 2)[1]
        );
        Assert.EndsWith($"|{Eve:N}", Protector("known browser").Unprotect(value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_in_an_email_opens()
    {
        await using var scope = town.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var code = await users.GeneratePasswordResetTokenAsync(town.World.Ada);
        using var content = new BinaryReader(
            new MemoryStream(Protector("letter").Unprotect(WebEncoders.Base64UrlDecode(code)))
        );
        Assert.Equal(town.App.Clock.GetUtcNow().UtcTicks, content.ReadInt64());
        Assert.Equal("ResetPassword", content.ReadString());
    }

    [Fact]
    public void The_ticket_of_an_import_opens_and_has_the_members_it_had()
    {
        var current = new CurrentOrganization();
        current.Enter(town.World.Bakery);
        var protection = town.App.Services.GetRequiredService<IDataProtectionProvider>();
        var ticket = new ImportTicket(protection, current, new FakeTimeProvider(At)).Seal(
            [new PersonRow("Eve", "E-1", "eve@bakery.example", true, "Shop", "Bread")],
            Eve
        );
        var packed = Protector("import", town.World.Bakery.Id.ToString("N"), Eve.ToString("N"))
            .Unprotect(Convert.FromBase64String(ticket));
        using var text = new StreamReader(new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress));
        Golden.Holds("Ticket of an import", [text.ReadToEnd()]);
    }

    [Fact]
    public void A_persons_key_template_and_crop_open_by_the_words_they_were_sealed_by()
    {
        var (encryption, person) = (
            new TemplateEncryption(MasterKey),
            new Person
            {
                Id = Eve,
                OrganizationId = Bakery,
                Name = "Eve",
                CreatedAt = At,
            }
        );
        var template = new Template(new ModelId("sface", "2021dec"), [0.5f, -0.25f]);
        var (sealedTemplate, sealedCrop) = (encryption.Seal(person, template), encryption.SealCrop(person, [1, 2, 3]));

        var key = Open(MasterKey, person.SealedFaceKey!, Context("key of a person"));
        Assert.Equal(template.ToBytes(), Open(key, sealedTemplate, Context("template")));
        Assert.Equal([1, 2, 3], Open(key, sealedCrop, Context("crop")));
    }

    [Fact]
    public void The_secret_of_a_webhook_opens_by_the_words_it_was_sealed_by()
    {
        var (shown, box) = new WebhookSecrets(MasterKey).Draw(Bakery);
        var key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            MasterKey,
            32,
            info: Encoding.UTF8.GetBytes(Golden.Line(Contexts, "key of webhooks: "))
        );
        var prefix = Golden.Line(Contexts, "secret of a webhook as it is shown: ");
        Assert.Equal(shown, prefix + Convert.ToBase64String(Open(key, box, Context("webhook"))));
    }

    [Fact]
    public void A_model_is_written_as_it_was() =>
        Golden.Holds(
            "Models as text",
            [new ModelId("sface", "2021dec").ToString(), $"{ModelId.Classic}", $"{new ModelId("a", "b")}"]
        );

    [Fact]
    public async Task Cookies_have_the_names_they_had()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-cookies-");
        try
        {
            await using var production = FaceRekHost.Build([
                "--environment",
                "Production",
                "--Data:Folder",
                folder.FullName,
                "--Site:Address",
                "https://facerek.example",
            ]);
            Golden.Holds(
                "Cookies",
                [
                    .. Cookies("Development", town.App.Services, "http"),
                    .. Cookies("Production", production.Services, "https"),
                ]
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_sign_in_carries_the_claims_it_did()
    {
        await using var scope = town.App.Services.CreateAsyncScope();
        var principal = await scope
            .ServiceProvider.GetRequiredService<SignInManager<User>>()
            .CreateUserPrincipalAsync(town.World.Ada);
        Golden.Holds(
            "Claims of a sign-in",
            principal.Claims.Select(claim => claim.Type).Append(UserSessions.IdClaim).Distinct()
        );
    }

    [Fact]
    public async Task Tokens_have_the_members_they_had()
    {
        var tokens = town.App.Services.GetRequiredService<AccessTokens>();
        var key = new ApiKey
        {
            OrganizationId = Bakery,
            Name = "Key",
            SecretHash = [],
            Scopes = "",
            Networks = "",
            CreatedById = Eve,
            CreatedAt = At,
        };
        var family = new TokenFamily
        {
            OrganizationId = Bakery,
            UserId = Eve,
            Scopes = "",
            SecurityStamp = "",
            BeganAt = At,
        };
        Golden.Holds(
            "Members of tokens",
            [
                .. Told("of a key", await tokens.ForKeyAsync(key, "people:read days:read", CancellationToken.None)),
                .. Told("of a user", await tokens.ForFamilyAsync(family, "people:read", CancellationToken.None)),
            ]
        );

        static IEnumerable<string> Told(string whose, string token)
        {
            var (head, body) = (Part(token, 0), Part(token, 1));
            yield return $"{whose}, head: {Names(head)}";
            yield return $"{whose}, body: {Names(body)}";
            yield return $"{whose}: {head["typ"]} {head["alg"]} {body["aud"]} {body["scope"]} {body["org"]}";
        }
        static string Names(JsonObject part) =>
            string.Join(' ', part.Select(member => member.Key).Order(StringComparer.Ordinal));
        static JsonObject Part(string token, int number) =>
            JsonNode.Parse(WebEncoders.Base64UrlDecode(token.Split('.')[number]))!.AsObject();
    }

    [Fact]
    public async Task Keys_and_scopes_are_written_as_they_were()
    {
        var (id, text) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben);
        var shape = text.Replace($"{id:N}", "{id}", StringComparison.Ordinal)
            .Replace(text[^43..], "{secret}", StringComparison.Ordinal);
        Golden.Holds("Keys and scopes", [$"key: {shape}", .. ApiScope.All.Select(scope => $"scope: {scope}")]);
    }

    /// <summary>From the key files and the recorded application name.</summary>
    private IDataProtector Protector(string what, params string[] more)
    {
        var keys = new DirectoryInfo(Path.Combine(town.App.DataFolder, "keys"));
        var name = Golden.Line(Purposes, "application: ");
        return DataProtectionProvider
            .Create(keys, setup => setup.SetApplicationName(name))
            .CreateProtector([Golden.Line(Purposes, $"{what}: "), .. more]);
    }

    private static byte[] Context(string what) =>
        Encoding.UTF8.GetBytes(
            Golden
                .Line(Contexts, $"{what}: ")
                .Replace("{organization}", Bakery.ToString("N"), StringComparison.Ordinal)
                .Replace("{person}", Eve.ToString("N"), StringComparison.Ordinal)
        );

    /// <summary>AES-256-GCM by the rule: a nonce of 12 bytes, the ciphertext, a tag of 16.</summary>
    private static byte[] Open(byte[] key, byte[] box, byte[] context)
    {
        using var aes = new AesGcm(key, 16);
        var plain = new byte[box.Length - 28];
        aes.Decrypt(box.AsSpan(0, 12), box.AsSpan(12, plain.Length), box.AsSpan(box.Length - 16), plain, context);
        return plain;
    }

    private static IEnumerable<string> Cookies(string environment, IServiceProvider services, string scheme)
    {
        var known = new DefaultHttpContext { Request = { Scheme = scheme } };
        services.GetRequiredService<TrustedBrowserCookie>().Remember(known, Eve);
        var schemes = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>();
        yield return $"{environment}, sign-in: {schemes.Get(IdentityConstants.ApplicationScheme).Cookie.Name}";
        yield return $"{environment}, forms: {Options<AntiforgeryOptions>().Cookie.Name}";
        yield return $"{environment}, notes: {Options<CookieTempDataProviderOptions>().Cookie.Name}";
        yield return $"{environment}, known browser: {known.Response.Headers.SetCookie.ToString().Split('=')[0]}";

        T Options<T>()
            where T : class => services.GetRequiredService<IOptions<T>>().Value;
    }
}

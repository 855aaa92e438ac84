using System.Text.RegularExpressions;
using FaceRek.Core.Organizations;

namespace FaceRek.Tests.Support;

/// <summary>Puts real ids into routes: those of the bakery, or those of the harbour where a test asks for what is not one's own.</summary>
public sealed partial class EndpointPaths(World world, Invitation ours, Invitation theirs)
{
    public static async Task<EndpointPaths> CreateAsync(FaceRekApp app, World world)
    {
        var (ours, theirs) = (NewInvitation(app, world.Bakery, world.Ada), NewInvitation(app, world.Harbour, world.Olaf));
        foreach (var (organization, invitation) in new[] { (world.Bakery, ours), (world.Harbour, theirs) })
        {
            await app.InAsync(organization, async db =>
            {
                _ = db.Invitations.Add(invitation);
                _ = await db.SaveChangesAsync();
            });
        }
        return new EndpointPaths(world, ours, theirs);
    }

    /// <returns>Null where the route takes no id of an organization.</returns>
    public Uri? WithForeignIds(string route) => TakesIds(route) ? Fill(route, (_, theirs) => theirs) : null;

    /// <summary>Ids that nobody has.</summary>
    public Uri WithUnknownIds(string route) => Fill(route, (_, _) => Guid.CreateVersion7());

    public Uri WithOwnIds(string route) => Fill(route, (ours, _) => ours);

    private static bool TakesIds(string route) => Parameter().IsMatch(route.Replace("{organization}", "", StringComparison.Ordinal));

    private Uri Fill(string route, Func<Guid, Guid, Guid> choose) => new("/" + Parameter().Replace(route, match => match.Groups[1].Value switch
    {
        "organization" => world.Bakery.Slug,
        "id" or "personId" => choose(world.EvePerson.Id, world.HarbourPerson.Id).ToString(),
        "userId" => choose(world.Eve.Id, world.Olaf.Id).ToString(),
        "invitationId" => choose(ours.Id, theirs.Id).ToString(),
        "status" => "404",
        "name" => "20260302-080000-0000.eml",
        var unknown => throw new InvalidOperationException($"Say what {{{unknown}}} is in tests."),
    }), UriKind.Relative);

    private static Invitation NewInvitation(FaceRekApp app, Organization organization, User by) => new()
    {
        OrganizationId = organization.Id, Email = "new@example.com", Role = Role.Employee, SecretHash = Guid.CreateVersion7().ToByteArray(), InvitedById = by.Id, CreatedAt = app.Clock.GetUtcNow(),
    };

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}

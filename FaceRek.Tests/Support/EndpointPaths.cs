using System.Text.RegularExpressions;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Organizations;
using FaceRek.Core.Webhooks;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Sites;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Support;

/// <summary>
/// Puts real ids into routes: those of the bakery, or those of the harbour where a test requests what belongs to
/// another organization.
/// </summary>
/// <param name="ids">By the name of a route parameter: a row of the bakery, and one of the harbour.</param>
public sealed partial class EndpointPaths(World world, IReadOnlyDictionary<string, (Guid Ours, Guid Theirs)> ids)
{
    public static async Task<EndpointPaths> CreateAsync(FaceRekApp app, World world)
    {
        var (personIds, userIds) = ((world.EvePerson.Id, world.HarbourPerson.Id), (world.Eve.Id, world.Olaf.Id));
        var endpointIds = await BothAsync(app, world, organization => NewEndpoint(app, organization), row => row.Id);
        var ids = new Dictionary<string, (Guid Ours, Guid Theirs)>
        {
            ["id"] = personIds,
            ["personId"] = personIds,
            ["userId"] = userIds,
            ["invitationId"] = await BothAsync(
                app,
                world,
                organization => NewInvitation(app, organization, organization == world.Bakery ? world.Ada : world.Olaf),
                row => row.Id
            ),
            ["invoiceId"] = await BothAsync(app, world, organization => NewInvoice(app, organization), row => row.Id),
            ["endpointId"] = endpointIds,
            ["deliveryId"] = await BothAsync(
                app,
                world,
                organization =>
                    NewDelivery(
                        app,
                        organization,
                        organization == world.Bakery ? endpointIds.Ours : endpointIds.Theirs
                    ),
                row => row.Id
            ),
            ["keyId"] = await BothAsync(app, world, organization => NewKey(app, organization), row => row.Id),
            ["requestId"] = await BothAsync(
                app,
                world,
                organization =>
                    NewCorrection(
                        app,
                        organization,
                        organization == world.Bakery ? world.EvePerson.Id : world.HarbourPerson.Id
                    ),
                row => row.Id,
                row => NewAttachment(row)
            ),
            ["siteId"] = await BothAsync(app, world, organization => NewSite(app, organization), row => row.Id),
            ["departmentId"] = await BothAsync(
                app,
                world,
                organization => NewDepartment(app, organization),
                row => row.Id,
                row => NewLeader(row, world)
            ),
        };
        // Mia leads Eve's department, because a manager only sees the departments they lead.
        await app.InAsync(
            world.Bakery,
            async db =>
                await db
                    .People.Where(person => person.Id == world.EvePerson.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(person => person.DepartmentId, ids["departmentId"].Ours))
        );
        return new EndpointPaths(world, ids);
    }

    /// <returns>Null where the route contains no id.</returns>
    public Uri? WithForeignIds(string route) => TakesIds(route) ? Fill(route, pair => pair.Theirs) : null;

    /// <summary>Ids that do not exist.</summary>
    public Uri WithUnknownIds(string route) => Fill(route, _ => Guid.CreateVersion7());

    public Uri WithOwnIds(string route) => Fill(route, pair => pair.Ours);

    private static bool TakesIds(string route) =>
        Parameter().IsMatch(route.Replace("{organization}", "", StringComparison.Ordinal));

    private Uri Fill(string route, Func<(Guid Ours, Guid Theirs), Guid> choose) =>
        new(
            "/"
                + Parameter()
                    .Replace(
                        route,
                        match =>
                            match.Groups[1].Value switch
                            {
                                "organization" => world.Bakery.Slug,
                                "status" => "404",
                                "documentName" => "v1",
                                "report" => "muster",
                                "name" => "20260302-080000-0000.eml",
                                var name when ids.TryGetValue(name, out var pair) => choose(pair).ToString(),
                                var unknown => throw new InvalidOperationException(
                                    $"Say what {{{unknown}}} is in tests."
                                ),
                            }
                    ),
            UriKind.Relative
        );

    private static async Task<(Guid Ours, Guid Theirs)> BothAsync<T>(
        FaceRekApp app,
        World world,
        Func<Organization, T> make,
        Func<T, Guid> idOf,
        Func<T, object>? with = null
    )
        where T : class
    {
        var (ours, theirs) = (make(world.Bakery), make(world.Harbour));
        foreach (var (organization, row) in new[] { (world.Bakery, ours), (world.Harbour, theirs) })
        {
            await app.InAsync(
                organization,
                async db =>
                {
                    db.Add(row);
                    if (with is not null)
                    {
                        db.Add(with(row));
                    }
                    await db.SaveChangesAsync();
                }
            );
        }
        return (idOf(ours), idOf(theirs));
    }

    private static Invitation NewInvitation(FaceRekApp app, Organization organization, User by) =>
        new()
        {
            OrganizationId = organization.Id,
            Email = "new@example.com",
            Role = Role.Employee,
            SecretHash = Guid.CreateVersion7().ToByteArray(),
            InvitedById = by.Id,
            CreatedAt = app.Clock.GetUtcNow(),
        };

    private static Invoice NewInvoice(FaceRekApp app, Organization organization) =>
        new()
        {
            OrganizationId = organization.Id,
            StripeId = $"in_{organization.Slug}",
            Number = "FR-0001",
            Status = InvoiceStatus.Open,
            Total = 1750,
            Remaining = 1750,
            CreatedAt = app.Clock.GetUtcNow(),
        };

    private static WebhookDelivery NewDelivery(FaceRekApp app, Organization organization, Guid endpointId) =>
        new()
        {
            OrganizationId = organization.Id,
            EndpointId = endpointId,
            MessageId = Guid.CreateVersion7(),
            Type = WebhookEvent.PunchRecorded,
            Body = "{}",
            CreatedAt = app.Clock.GetUtcNow(),
            DueAt = DateTimeOffset.MaxValue,
        };

    private static WebhookEndpoint NewEndpoint(FaceRekApp app, Organization organization) =>
        new()
        {
            OrganizationId = organization.Id,
            Url = "https://hr.example.com/hooks",
            Events = WebhookEvent.PunchRecorded,
            SealedSecret = [0],
            CreatedAt = app.Clock.GetUtcNow(),
        };

    private static ApiKey NewKey(FaceRekApp app, Organization organization) =>
        new()
        {
            OrganizationId = organization.Id,
            Name = "Payroll",
            SecretHash = new byte[32],
            Scopes = ApiScope.PeopleRead,
            Networks = "192.0.2.7/32",
            CreatedById = Guid.CreateVersion7(),
            CreatedAt = app.Clock.GetUtcNow(),
        };

    private static CorrectionRequest NewCorrection(FaceRekApp app, Organization organization, Guid personId) =>
        new()
        {
            OrganizationId = organization.Id,
            PersonId = personId,
            On = DateOnly.FromDateTime(app.Clock.GetUtcNow().DateTime),
            Kind = CorrectionKind.Add,
            At = app.Clock.GetUtcNow().AddMinutes(-5),
            Direction = Direction.In,
            Reason = "The camera was dark.",
            RequestedById = Guid.CreateVersion7(),
            RequestedAt = app.Clock.GetUtcNow(),
        };

    private static CorrectionAttachment NewAttachment(CorrectionRequest request) =>
        new()
        {
            OrganizationId = request.OrganizationId,
            RequestId = request.Id,
            Name = "ticket.pdf",
            MediaType = "application/pdf",
            Content = "%PDF-1.4"u8.ToArray(),
        };

    private static DepartmentManager NewLeader(Department department, World world) =>
        new()
        {
            OrganizationId = department.OrganizationId,
            DepartmentId = department.Id,
            UserId = department.OrganizationId == world.Bakery.Id ? world.Mia.Id : world.Olaf.Id,
        };

    private static Site NewSite(FaceRekApp app, Organization organization) =>
        new()
        {
            OrganizationId = organization.Id,
            Name = "Mill Lane",
            Zone = "Europe/London",
            CreatedAt = app.Clock.GetUtcNow(),
        };

    private static Department NewDepartment(FaceRekApp app, Organization organization) =>
        new()
        {
            OrganizationId = organization.Id,
            Name = "Ovens",
            CreatedAt = app.Clock.GetUtcNow(),
        };

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}

using FaceRek.Core.Organizations;

namespace FaceRek.Web.Pages.Organization.Members;

/// <param name="Highest">The highest role the current user may give.</param>
public sealed record RoleChoice(string Field, Role? Chosen, Role Highest);

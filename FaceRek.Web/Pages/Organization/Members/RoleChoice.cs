using FaceRek.Core.Organizations;

namespace FaceRek.Web.Pages.Organization.Members;

/// <param name="Highest">What whoever chooses may give.</param>
public sealed record RoleChoice(string Field, Role? Chosen, Role Highest);

namespace FaceRek.Core.Organizations;

/// <summary>
/// The one organization that this scope may read and write. Entered once, after the membership was checked; until then
/// queries return no rows.
/// </summary>
public sealed class CurrentOrganization
{
    private Organization? organization;

    public Guid? Id => organization?.Id;

    /// <exception cref="InvalidOperationException">No organization was entered.</exception>
    public Organization Organization =>
        organization ?? throw new InvalidOperationException("This scope has entered no organization.");

    /// <summary>The signed-in user's role here; null where the scope has no user (sign-up, recurring jobs, commands).</summary>
    public Role? Role { get; private set; }

    public bool MayActAs(Role role) => Role >= role;

    public void Enter(Organization entered, Role? role = null)
    {
        if (Id is not null && Id != entered.Id)
        {
            throw new InvalidOperationException(
                "A scope serves one organization: open another scope for another organization."
            );
        }
        organization = entered;
        Role = role;
    }
}

namespace FaceRek.Web.Pages.Organization.Departments;

public sealed record DepartmentForm
{
    public string? Name { get; init; }
    public Guid? Parent { get; init; }

    /// <summary>Users who lead it.</summary>
    public List<Guid> Managers { get; init; } = [];
}

using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Workplaces.Departments;

/// <summary>All departments of an organization at one moment, and their hierarchy.</summary>
public sealed class DepartmentTree
{
    private readonly Dictionary<Guid, Department> all;
    private readonly ILookup<Guid?, Department> below;

    public DepartmentTree(IEnumerable<Department> departments)
    {
        all = departments.ToDictionary(department => department.Id);
        below = all
            .Values.OrderBy(department => department.NameKey, StringComparer.Ordinal)
            .ToLookup(department => department.ParentId);
    }

    public bool IsEmpty => all.Count == 0;

    public static async Task<DepartmentTree> ReadAsync(FaceRekDb db, CancellationToken cancellationToken) =>
        new(
            await db
                .Departments.OrderBy(department => department.Id)
                .Take(Department.MaxCount)
                .ToListAsync(cancellationToken)
        );

    /// <summary>In reading order: each department, then those below it. The depth counts from 0.</summary>
    public IEnumerable<(Department Department, int Depth)> InOrder() => InOrder(parent: null, depth: 0);

    /// <summary>The departments and everything below them.</summary>
    public IReadOnlyList<Guid> WithAllBelow(IEnumerable<Guid> departments)
    {
        var found = new HashSet<Guid>();
        var open = new Stack<Guid>(departments.Where(all.ContainsKey));
        while (open.TryPop(out var next))
        {
            if (!found.Add(next))
            {
                continue;
            }
            foreach (var child in below[next])
            {
                open.Push(child.Id);
            }
        }
        return [.. found];
    }

    /// <summary>From the top down to the department, such as "Shop › Night shift"; empty where there is none.</summary>
    public string PathOf(Guid? department) => string.Join(" › ", Up(department).Reverse().Select(one => one.Name));

    /// <summary>0 at the top.</summary>
    public int DepthOf(Guid? department) => Up(department).Count() - 1;

    /// <summary>The number of levels below, 0 for none.</summary>
    public int HeightOf(Guid department) =>
        below[department].Select(child => 1 + HeightOf(child.Id)).DefaultIfEmpty(0).Max();

    private IEnumerable<Department> Up(Guid? department)
    {
        for (
            var step = 0;
            step <= Department.MaxDepth && department is { } id && all.TryGetValue(id, out var found);
            step++, department = found.ParentId
        )
        {
            yield return found;
        }
    }

    private IEnumerable<(Department Department, int Depth)> InOrder(Guid? parent, int depth) =>
        depth > Department.MaxDepth
            ? []
            : below[parent].SelectMany(department => InOrder(department.Id, depth + 1).Prepend((department, depth)));
}

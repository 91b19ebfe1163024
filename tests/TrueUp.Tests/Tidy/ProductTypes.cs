using System.Reflection;

namespace TrueUp.Tests.Tidy;

/// <summary>The assemblies of the product, found beside the tests: some have internal types only.</summary>
static class ProductTypes
{
    public static readonly Type[] All =
        [.. ((string[])["TrueUp.Ledger", "TrueUp.Edges", "TrueUp.Render", "trueup"]).Select(Assembly.Load).SelectMany(assembly => assembly.GetTypes())];
}

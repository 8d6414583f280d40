"""A graph in a server of others: any that speaks SPARQL 1.1 Query, Update and the Graph Store Protocol over HTTP."""
